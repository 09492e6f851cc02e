// An update check of the OCRunner/JSPatch protocol, for iOS 12 and later.
// Not compiled: there was no Objective-C compiler for iOS where this was written. Read it before you use it.
#import <CommonCrypto/CommonDigest.h>
#import <Foundation/Foundation.h>

static NSString *PBHex(const unsigned char *bytes, NSUInteger count) {
    NSMutableString *hex = [NSMutableString stringWithCapacity:2 * count];
    for (NSUInteger i = 0; i < count; i++) [hex appendFormat:@"%02x", bytes[i]];
    return hex;
}

static NSString *PBSha256(NSData *data) {
    unsigned char digest[CC_SHA256_DIGEST_LENGTH];
    CC_SHA256(data.bytes, (CC_LONG)data.length, digest);
    return PBHex(digest, sizeof digest);
}

static NSString *PBMd5(NSData *data) {
    unsigned char digest[CC_MD5_DIGEST_LENGTH];
    CC_MD5(data.bytes, (CC_LONG)data.length, digest);
    return PBHex(digest, sizeof digest);
}

/// Asks for a patch and hands out its verified bytes: nil for none. removed means that the patch is to be deleted.
/// A delta is asked for as in the Swift sample; this one always takes the full package, which is simplest and safe.
void PBUpdate(NSURL *server, NSString *appName, NSString *appVersion, NSString *deviceId, NSData *installed,
              void (^done)(NSData *patch, BOOL removed, NSError *error)) {
    NSMutableDictionary *question = [@{
        @"appName" : appName, @"platform" : @"ios", @"version" : appVersion, @"deviceId" : deviceId
    } mutableCopy];
    if (installed) question[@"md5"] = PBMd5(installed);
    NSMutableURLRequest *request =
        [NSMutableURLRequest requestWithURL:[server URLByAppendingPathComponent:@"api/patch/version"]];
    request.HTTPMethod = @"POST";
    request.HTTPBody = [NSJSONSerialization dataWithJSONObject:question options:0 error:NULL];
    [request setValue:@"application/json" forHTTPHeaderField:@"Content-Type"];
    NSURLSession *session = NSURLSession.sharedSession;
    [[session dataTaskWithRequest:request
                completionHandler:^(NSData *data, NSURLResponse *response, NSError *error) {
        NSInteger status = [(NSHTTPURLResponse *)response statusCode];
        NSDictionary *answer =
            data ? [NSJSONSerialization JSONObjectWithData:data options:0 error:NULL] : nil;
        if (error || status != 200 || ![answer isKindOfClass:NSDictionary.class]) {
            done(nil, NO, error ?: [NSError errorWithDomain:@"Patchbay" code:status userInfo:nil]);
            return;
        }
        if (![answer[@"update"] boolValue]) {
            done(nil, [answer[@"remove"] boolValue], nil);
            return;
        }
        NSURL *url = [NSURL URLWithString:answer[@"url"] relativeToURL:server];
        [[session dataTaskWithURL:url
                completionHandler:^(NSData *patch, NSURLResponse *download, NSError *failure) {
            NSInteger code = [(NSHTTPURLResponse *)download statusCode];
            BOOL whole = !failure && code == 200 && [PBSha256(patch) isEqualToString:answer[@"sha256"]];
            done(whole ? patch : nil, NO,
                 whole ? nil : (failure ?: [NSError errorWithDomain:@"Patchbay" code:code userInfo:nil]));
        }] resume];
    }] resume];
}
