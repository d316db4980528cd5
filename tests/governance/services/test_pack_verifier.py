"""The verifier's own Ed25519, held against the library that signs."""

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from governance.verifier.verify_pack import L, verifies

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def signed():
    chance = random.Random(11)
    made = []
    for length in (0, 1, 31, 64, 500):
        private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(length)
        made.append((private.public_key().public_bytes_raw(), message, private.sign(message)))
    return made


def test_what_the_library_signs_verifies(signed):
    assert all(verifies(*item) for item in signed)


def test_a_changed_bit_of_the_key_the_message_or_the_signature_does_not_verify(signed):
    key, message, signature = signed[-1]
    for place in (0, 100, 255):
        assert not verifies(flipped(key, place), message, signature)
    for place in (0, 1999, 3999):
        assert not verifies(key, flipped(message, place), signature)
    for place in (0, 255, 256, 511):
        assert not verifies(key, message, flipped(signature, place))


def test_a_signature_of_another_length_or_with_a_scalar_too_large_does_not_verify(signed):
    key, message, signature = signed[1]
    s = int.from_bytes(signature[32:], "little")
    larger = signature[:32] + (s + L).to_bytes(32, "little")
    for wrong in (larger, signature[:-1], signature + b"\0", b""):
        assert not verifies(key, message, wrong)


def flipped(data, bit):
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
