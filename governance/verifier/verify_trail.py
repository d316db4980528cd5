"""Verify an exported audit trail offline, with Python 3.9 or later and nothing else.

    python3 verify_trail.py TRAIL.jsonl [--anchor ANCHOR.jsonl --key KEY.pub [--key OLDER.pub …]]

Names the first bad entry and exits with 1, or prints the number of entries and the last hash. TRAIL.jsonl comes
from `manage.py verify_audit --export`, the anchor from the site, KEY is a public key. Ed25519 as in RFC 8032.
"""

# fmt: off
import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point(data):
    value = int.from_bytes(data, "little")
    y, sign = value & (2**255 - 1), value >> 255
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(xx, (P + 3) // 8, P)
    x = x if (x * x - xx) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    return (P - x if x & 1 != sign else x), y


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2
    return (x1 * y2 + x2 * y1) * pow(1 + k, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, P - 2, P) % P


def times(n, base):
    result = (0, 1)
    while n:
        result, base, n = (add(result, base) if n & 1 else result), add(base, base), n >> 1
    return result


def verifies(key, message, signature):
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return s < L and times(s, base) == add(point(signature[:32]), times(h, point(key)))


def lines(path):
    with Path(path).open(encoding="utf-8") as file:
        yield from file


def chain(path):
    previous, expected = "0" * 64, 1
    for number, entry in enumerate(map(json.loads, lines(path)), start=1):
        sealed = entry["sealed"]
        if number == 1 and sealed["sequence"] > 1:  # a part of the trail may be given
            previous, expected = sealed["previous"], sealed["sequence"]
        if (sealed["sequence"], sealed["previous"]) != (expected, previous):
            sys.exit(f"Entry {sealed['sequence']} (line {number}) is not sealed to the one before it.")
        encoded = json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if hashlib.sha256(encoded.encode()).hexdigest() != entry["hash"]:
            sys.exit(f"Entry {sealed['sequence']} (line {number}) was changed after it was sealed.")
        previous, expected = entry["hash"], expected + 1
        yield sealed["sequence"], previous


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trail")
    parser.add_argument("--anchor")
    parser.add_argument("--key", action="append", default=[])
    args = parser.parse_args()
    hashes, first = bytearray(), 1  # 32 bytes for each entry
    for sequence, value in chain(args.trail):
        first = first if hashes else sequence
        hashes += bytes.fromhex(value)
    raws = [base64.b64decode("".join("".join(lines(key)).split("-----")[2].split()))[-32:] for key in args.key]
    keys = {hashlib.sha256(raw).hexdigest()[:16]: raw for raw in raws}
    anchor = None
    for number, anchor in enumerate(map(json.loads, lines(args.anchor)) if args.anchor else (), start=1):
        start = 32 * (anchor["sequence"] - first)
        if start >= 0 and hashes[start : start + 32].hex() != anchor["hash"]:
            sys.exit(f"Entry {anchor['sequence']} is anchored (line {number}) and is not in the trail.")
    if anchor:  # each hash seals the one before, so the last signature covers all
        payload = {"format": "imprimatur/anchor/1", "hash": anchor["hash"], "sequence": anchor["sequence"]}
        message = json.dumps(payload, separators=(",", ":")).encode()
        key, signature = keys.get(anchor["key"]), bytes.fromhex(anchor["signature"])
        if key is None or not verifies(key, message, signature):
            sys.exit("The last line of the anchor has a signature that does not verify.")
    print(f"{len(hashes) // 32} entries hold; the last hash is {hashes[-32:].hex() or '0' * 64}.")


if __name__ == "__main__":
    main()
