// An update check of the OCRunner/JSPatch protocol, for Android and any JVM. Not for the main thread.
// Compiled with kotlinc 2.1.0 against org.json (which is part of Android) and run against a server.
import java.io.File
import java.io.IOException
import java.net.HttpURLConnection
import java.net.URL
import java.security.MessageDigest
import org.json.JSONObject

class PatchbayClient(
    private val server: String,
    private val appName: String,
    private val appVersion: String,
    private val deviceId: String,
    /** Writes what a BSDIFF40 delta makes of the old file: bspatch(old, delta, new). */
    private val bspatch: (File, File, File) -> Unit,
) {
    sealed interface Outcome {
        data class Updated(val file: File) : Outcome
        data object UpToDate : Outcome
        /** The release was rolled back and nothing replaces it: delete the patch. */
        data object Remove : Outcome
    }

    /** Brings the patch up to date; installed stays as it is until a whole, verified file can take its place. */
    fun update(installed: File?): Outcome {
        val answer = check(installed, delta = installed != null)
        if (answer.optBoolean("remove")) return Outcome.Remove
        if (!answer.getBoolean("update")) return Outcome.UpToDate
        return try {
            Outcome.Updated(fetch(answer, installed))
        } catch (e: IOException) {
            if (!answer.optBoolean("diff")) throw e
            // a delta that does not lead to the promised bytes: once more, without one
            val full = check(installed, delta = false)
            if (full.getBoolean("update")) Outcome.Updated(fetch(full, null)) else Outcome.UpToDate
        }
    }

    private fun check(installed: File?, delta: Boolean): JSONObject {
        val question = JSONObject()
            .put("appName", appName)
            .put("platform", "android")
            .put("version", appVersion)
            .put("deviceId", deviceId)
            .put("isDiff", delta)
        if (installed != null) question.put("md5", hex("MD5", installed))
        val connection = open("$server/api/patch/version")
        connection.requestMethod = "POST"
        connection.doOutput = true
        connection.setRequestProperty("Content-Type", "application/json")
        connection.outputStream.use { it.write(question.toString().toByteArray()) }
        if (connection.responseCode != 200) throw IOException("the check was answered ${connection.responseCode}")
        return JSONObject(connection.inputStream.use { it.readBytes().decodeToString() })
    }

    private fun fetch(answer: JSONObject, installed: File?): File {
        val url = answer.getString("url")
        val downloaded = File.createTempFile("patchbay", ".part")
        val fresh = File.createTempFile("patchbay", ".patch")
        try {
            val connection = open(if (url.startsWith("/")) server + url else url)
            if (connection.responseCode != 200) throw IOException("the download was answered ${connection.responseCode}")
            connection.inputStream.use { from -> downloaded.outputStream().use { from.copyTo(it) } }
            // a release on a static server (jsPath) has no digests; without a signed statement do not run it
            val whole = answer.optJSONObject("download") ?: throw IOException("nothing to verify it with")
            require(downloaded, whole.getString("sha256"))
            if (answer.getBoolean("diff")) bspatch(installed!!, downloaded, fresh) else downloaded.copyTo(fresh, true)
            require(fresh, answer.getString("sha256"))
            report(answer, "downloaded")
            return fresh
        } catch (e: Exception) {
            fresh.delete()
            report(answer, "failed", e.javaClass.simpleName)
            throw if (e is IOException) e else IOException("the delta could not be applied", e)
        } finally {
            downloaded.delete()
        }
    }

    /** Call it with "installed" once the patch has run well, and with "failed" when it has not. */
    fun report(answer: JSONObject, status: String, reason: String = "") {
        try {
            val told = JSONObject()
                .put("appName", appName)
                .put("platform", "android")
                .put("deviceId", deviceId)
                .put("jsVersion", answer.getString("jsVersion"))
                .put("status", status)
                .put("offer", answer.optString("offer"))
                .put("reason", reason)
            val connection = open("$server/api/patch/report")
            connection.requestMethod = "POST"
            connection.doOutput = true
            connection.setRequestProperty("Content-Type", "application/json")
            connection.outputStream.use { it.write(told.toString().toByteArray()) }
            connection.responseCode
        } catch (e: IOException) {
            // a report that is lost harms nobody
        }
    }

    private fun open(url: String): HttpURLConnection {
        val connection = URL(url).openConnection() as HttpURLConnection
        connection.connectTimeout = 15_000
        connection.readTimeout = 30_000
        return connection
    }

    private fun require(file: File, sha256: String) {
        if (hex("SHA-256", file) != sha256) throw IOException("the bytes are not the promised ones")
    }

    private fun hex(algorithm: String, file: File): String {
        val digest = MessageDigest.getInstance(algorithm)
        file.inputStream().use { from ->
            val buffer = ByteArray(1 shl 16)
            while (true) {
                val count = from.read(buffer)
                if (count < 0) break
                digest.update(buffer, 0, count)
            }
        }
        return digest.digest().joinToString("") { "%02x".format(it) }
    }
}
