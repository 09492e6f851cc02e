// An update check of the OCRunner/JSPatch protocol, for iOS 15 and later.
// Not compiled: there was no Swift compiler where this was written. Read it before you use it.
import CryptoKit
import Foundation

struct PatchbayClient {
    let server: URL
    let appName: String
    let appVersion: String
    let deviceId: String
    /// Writes what a BSDIFF40 delta makes of the old file: bspatch(old, delta, new).
    let bspatch: (URL, URL, URL) throws -> Void

    enum Outcome {
        case updated(URL)
        case upToDate
        /// The release was rolled back and nothing replaces it: delete the patch.
        case remove
    }

    enum Failure: Error {
        case answered(Int)
        case otherBytes
        case nothingToVerifyWith
    }

    struct Answer: Decodable {
        struct Download: Decodable { let size: Int64; let sha256: String }
        let update: Bool
        let remove: Bool?
        let url: String?
        let jsVersion: String?
        let diff: Bool?
        let sha256: String?
        let download: Download?
        let offer: String?
    }

    /// Brings the patch up to date; `installed` stays as it is until a whole, verified file can take its place.
    func update(installed: URL?) async throws -> Outcome {
        let answer = try await check(installed: installed, delta: installed != nil)
        if answer.remove == true { return .remove }
        guard answer.update else { return .upToDate }
        do {
            return .updated(try await fetch(answer, installed: installed))
        } catch where answer.diff == true {
            // a delta that does not lead to the promised bytes: once more, without one
            let full = try await check(installed: installed, delta: false)
            return full.update ? .updated(try await fetch(full, installed: nil)) : .upToDate
        }
    }

    private func check(installed: URL?, delta: Bool) async throws -> Answer {
        var question: [String: Any] = [
            "appName": appName, "platform": "ios", "version": appVersion, "deviceId": deviceId, "isDiff": delta,
        ]
        if let installed {
            question["md5"] = hex(Insecure.MD5.hash(data: try Data(contentsOf: installed)))
        }
        var request = URLRequest(url: server.appendingPathComponent("api/patch/version"))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONSerialization.data(withJSONObject: question)
        let (data, response) = try await URLSession.shared.data(for: request)
        try requireOk(response)
        return try JSONDecoder().decode(Answer.self, from: data)
    }

    private func fetch(_ answer: Answer, installed: URL?) async throws -> URL {
        do {
            guard let path = answer.url, let url = URL(string: path, relativeTo: server),
                  let whole = answer.download, let promised = answer.sha256 else { throw Failure.nothingToVerifyWith }
            let (downloaded, response) = try await URLSession.shared.download(from: url)
            defer { try? FileManager.default.removeItem(at: downloaded) }
            try requireOk(response)
            try require(downloaded, sha256: whole.sha256)
            let fresh = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            if answer.diff == true, let installed {
                try bspatch(installed, downloaded, fresh)
            } else {
                try FileManager.default.copyItem(at: downloaded, to: fresh)
            }
            do {
                try require(fresh, sha256: promised)
            } catch {
                try? FileManager.default.removeItem(at: fresh)
                throw error
            }
            await report(answer, status: "downloaded")
            return fresh
        } catch {
            await report(answer, status: "failed", reason: String(describing: type(of: error)))
            throw error
        }
    }

    /// Call it with "installed" once the patch has run well, and with "failed" when it has not.
    func report(_ answer: Answer, status: String, reason: String = "") async {
        let told: [String: Any] = [
            "appName": appName, "platform": "ios", "deviceId": deviceId, "jsVersion": answer.jsVersion ?? "",
            "status": status, "offer": answer.offer ?? "", "reason": reason,
        ]
        var request = URLRequest(url: server.appendingPathComponent("api/patch/report"))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try? JSONSerialization.data(withJSONObject: told)
        _ = try? await URLSession.shared.data(for: request) // a report that is lost harms nobody
    }

    private func requireOk(_ response: URLResponse) throws {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        if status != 200 { throw Failure.answered(status) }
    }

    private func require(_ file: URL, sha256: String) throws {
        let data = try Data(contentsOf: file, options: .mappedIfSafe)
        if hex(SHA256.hash(data: data)) != sha256 { throw Failure.otherBytes }
    }

    private func hex<D: Sequence>(_ digest: D) -> String where D.Element == UInt8 {
        digest.map { String(format: "%02x", $0) }.joined()
    }
}
