#!/usr/bin/env python3
"""Verify an exported audit trail offline, with Python 3.9 or later and nothing else.

    python3 verify_trail.py TRAIL.jsonl [--anchor ANCHOR.jsonl --key KEY.pub [--key OLDER.pub …]]

Prints the number of entries and the hash of the last, or names the first bad entry and exits with 1.
TRAIL.jsonl comes from `manage.py verify_audit --export`; the anchor is the signed list of heads that the site
keeps outside its database; the keys are the public keys (PEM). Ed25519 is verified as in RFC 8032, 5.1.7.
"""
import argparse
import base64
import hashlib
import json
import sys

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT % P
    if (x * x - xx) % P:
        raise ValueError("no point on the curve")
    return P - x if x & 1 != sign else x


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2
    x3, y3 = (x1 * y2 + x2 * y1) * pow(1 + k, P - 2, P), (y1 * y2 + x1 * x2) * pow(1 - k, P - 2, P)
    return x3 % P, y3 % P


def times(n, point):
    result = (0, 1)
    while n:
        result, point, n = (add(result, point) if n & 1 else result), add(point, point), n >> 1
    return result


def point(data):
    value = int.from_bytes(data, "little")
    y = value & (2**255 - 1)
    return recover_x(y, value >> 255), y


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y)


def verifies(key, message, signature):
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return s < L and times(s, BASE) == add(point(signature[:32]), times(h, point(key)))


def chain(path):
    previous = "0" * 64
    for number, line in enumerate(open(path, encoding="utf-8"), start=1):
        entry = json.loads(line)
        sealed = entry["sealed"]
        encoded = json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if number == 1:
            first = sealed["sequence"]
            previous = sealed["previous"] if first > 1 else previous
        if sealed["sequence"] != first + number - 1 or sealed["previous"] != previous:
            sys.exit(f"Entry {sealed['sequence']} (line {number}) is not sealed to the one before it.")
        if hashlib.sha256(encoded.encode()).hexdigest() != entry["hash"]:
            sys.exit(f"Entry {sealed['sequence']} (line {number}) was changed after it was sealed.")
        previous = entry["hash"]
        yield sealed["sequence"], previous


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trail")
    parser.add_argument("--anchor")
    parser.add_argument("--key", action="append", default=[])
    args = parser.parse_args()
    hashes = dict(chain(args.trail))
    pems = ["".join(open(path).read().split("-----")[2].split()) for path in args.key]
    keys = {hashlib.sha256(raw).hexdigest()[:16]: raw for raw in (base64.b64decode(pem)[-32:] for pem in pems)}
    anchors = [json.loads(line) for line in open(args.anchor, encoding="utf-8")] if args.anchor else []
    for number, anchor in enumerate(anchors, start=1):
        if anchor["sequence"] >= min(hashes, default=1) and hashes.get(anchor["sequence"]) != anchor["hash"]:
            sys.exit(f"Entry {anchor['sequence']} is anchored (line {number}) and is not in the trail.")
    for anchor in anchors[-1:]:  # the last signature covers all before it, for each hash seals the one before
        payload = {"format": "imprimatur/anchor/1", "hash": anchor["hash"], "sequence": anchor["sequence"]}
        message, signature = json.dumps(payload, separators=(",", ":")).encode(), bytes.fromhex(anchor["signature"])
        if anchor["key"] not in keys or not verifies(keys[anchor["key"]], message, signature):
            sys.exit("The last line of the anchor has a signature that does not verify.")
    print(f"{len(hashes)} entries hold; the last hash is {list(hashes.values())[-1] if hashes else '0' * 64}.")


if __name__ == "__main__":
    main()
