"""The keys that seal signatures and the head of the trail: Ed25519, in files outside the database.

The folder (IMPRIMATUR_KEY_DIR) holds `<id>.key` (private, readable by its owner alone) and `<id>.pub` for each
key that was ever used, and `current`, the id of the one in use. Old public keys stay, so that old signatures
can be verified; an old private key may be destroyed. The id is the start of SHA-256 over the raw public key.
"""

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection


class KeyMissing(Exception):
    """There is no key to sign or to verify with."""


def make_key() -> str:
    """Makes a new key, the one in use from now on, and returns its id."""
    private = Ed25519PrivateKey.generate()
    key_id = _id_of(private.public_key())
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(folder / f"{key_id}.key", _private_pem(private), 0o600)
    _write(folder / f"{key_id}.pub", _public_pem(private.public_key()), 0o644)
    _write(folder / "current", key_id.encode(), 0o644)
    return key_id


def sign(payload: str) -> tuple[str, str]:
    """Signs with the key in use. Returns (key id, signature in hex). Raises KeyMissing."""
    key_id = _current()
    private = serialization.load_pem_private_key((_folder() / f"{key_id}.key").read_bytes(), password=None)
    assert isinstance(private, Ed25519PrivateKey)  # noqa: S101  we wrote it
    return key_id, private.sign(payload.encode()).hex()


def verifies(payload: str, key_id: str, signature: str) -> bool:
    """Whether the signature is of this payload by this key. Raises KeyMissing for an unknown key."""
    try:
        public_key(key_id).verify(bytes.fromhex(signature), payload.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(key_id: str) -> Ed25519PublicKey:
    """The public key of that id. Raises KeyMissing where its file is gone or holds another key."""
    path = _folder() / f"{key_id}.pub"
    if not (key_id.isalnum() and path.is_file()):
        raise KeyMissing(f"There is no public key {key_id!r} in the key folder.")
    return _read(path.read_bytes(), key_id)


@lru_cache(maxsize=64)
def _read(pem: bytes, key_id: str) -> Ed25519PublicKey:
    # By its bytes: a million signatures parse a key once, and a file that was changed is read anew.
    public = serialization.load_pem_public_key(pem)
    if not isinstance(public, Ed25519PublicKey) or _id_of(public) != key_id:
        raise KeyMissing(f"The file of the public key {key_id!r} holds another key.")
    return public


def has_key() -> bool:
    """Whether there is a key to sign with."""
    return (_folder() / "current").is_file()


def _current() -> str:
    # The embedded database is one machine's, so its first signature may make the key. With several machines
    # each would make its own; there the operator makes it.
    if not has_key() and connection.vendor == "sqlite":
        return make_key()
    if not has_key():
        raise KeyMissing("There is no key to sign with. Run `manage.py make_key` and share its folder.")
    return (_folder() / "current").read_text().strip()


def _folder() -> Path:
    return Path(settings.KEY_DIR)


def _write(path: Path, data: bytes, mode: int) -> None:
    temporary = path.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(data)
    temporary.replace(path)


def _id_of(public: Ed25519PublicKey) -> str:
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def _private_pem(private: Ed25519PrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
