"""Writes the files beside it: an implementation of docs/encryption.md that shares nothing with the server's.

Needs the Python package cryptography. The inputs are fixed, so running it again changes nothing.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

HERE = pathlib.Path(__file__).parent
SECRET = bytes(range(32))
APP_KEY = bytes(range(100, 132))
CHUNK = 1 << 16


def code(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def content(size):
    """SHA-256 of the numbers from 0 on, cut to size."""
    return b"".join(hashlib.sha256(struct.pack(">Q", n)).digest() for n in range(size // 32 + 1))[:size]


def data_key(plain):
    return code(SECRET, b"patchbay data key", b"\0", hashlib.sha256(plain).digest(), b"\1")


def seal(plain, key):
    fields = b"PBSEALED" + bytes([1, 16]) + bytes(6) + struct.pack(">Q", len(plain))
    sealed = fields + code(key, b"header", fields)
    gcm = AESGCM(code(key, b"chunks", fields))
    chunks = max(1, -(-len(plain) // CHUNK))
    for n in range(chunks):
        last = n == chunks - 1
        sealed += gcm.encrypt(n.to_bytes(11, "big") + bytes([last]), plain[n * CHUNK : (n + 1) * CHUNK], None)
    return sealed


vectors = []
for size in (0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5):
    plain = content(size)
    sealed = seal(plain, data_key(plain))
    vectors.append(
        {
            "size": size,
            "sha256": hashlib.sha256(plain).hexdigest(),
            "dataKey": data_key(plain).hex(),
            "wrappedKey": base64.b64encode(aes_key_wrap(APP_KEY, data_key(plain))).decode(),
            "sealedSize": len(sealed),
            "sealedSha256": hashlib.sha256(sealed).hexdigest(),
        }
    )
    if size == 100:
        (HERE / "100-bytes.sealed").write_bytes(sealed)
(HERE / "vectors.json").write_text(json.dumps(vectors, indent=2) + "\n")
