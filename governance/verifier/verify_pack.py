"""Verify an evidence pack, with Python 3.9 or later and nothing else.

    python3 verify_pack.py PACK [--key ID …]

PACK is the zip, or the folder that it was taken out of. Every fault is named, a line each, and the exit is 1.
ID is a key's id as the site itself, or an earlier pack, told it to you: without it, keys are only listed.
README.txt says what is checked. Ed25519 as in RFC 8032.
"""

# fmt: off
import argparse
import base64
import hashlib
import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Y = 4 * pow(5, P - 2, P) % P


def affine(data):
    value = int.from_bytes(data, "little")
    y, sign = value & (2**255 - 1), value >> 255
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    x = x if (x * x - xx) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - xx) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    m, n, c, d = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P, 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, base):
    result = (0, 1, 1, 0)
    while n:
        result, base, n = (add(result, base) if n & 1 else result), add(base, base), n >> 1
    return result


def verifies(key, message, signature):
    try:
        r, a = affine(signature[:32]), affine(key)
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    (x1, y1, z1, _), (x2, y2, z2, _) = times(s, affine(Y.to_bytes(32, "little"))), add(r, times(h, a))
    return len(signature) == 64 and s < L and (x1 * z2 - x2 * z1) % P == 0 == (y1 * z2 - y2 * z1) % P


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Folder:
    def __init__(self, path):
        self.path = path
        self.names = {file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()}

    def open(self, name):
        return (self.path / name).open("rb")

    def faults(self):
        return ()


class Zip:
    def __init__(self, path):
        self.path, self.zip = path, zipfile.ZipFile(path)
        self.names = set(self.zip.namelist())

    def open(self, name):
        return self.zip.open(name)

    def faults(self):
        with tempfile.TemporaryFile() as made, zipfile.ZipFile(made, "w") as copy:
            for old in self.zip.infolist():
                info = zipfile.ZipInfo(old.filename, (1980, 1, 1, 0, 0, 0))
                info.create_system, info.external_attr = 3, 0o644 << 16
                with self.open(old.filename) as source, copy.open(info, "w") as target:
                    shutil.copyfileobj(source, target)
            copy.close()
            made.seek(0)
            yield from self.compared(made)

    def compared(self, made):
        with self.path.open("rb") as given:
            for offset in range(0, 2**62, 4096):
                one, other = given.read(4096), made.read(4096)
                if one != other:
                    same = min(len(one), len(other))
                    at = offset + next((n for n in range(same) if one[n] != other[n]), same)
                    near = max((i for i in self.zip.infolist() if i.header_offset <= at), key=lambda i: i.header_offset)
                    yield f"{near.filename}: byte {at} of the zip, in what surrounds a file, was changed"
                if one != other or not one:
                    return


class Pack:
    def __init__(self, files):
        self.files, self.keys, self.verified, self.manifest, self.reading = files, {}, {}, {}, "the zip"

    def read(self, name):
        self.reading = name
        with self.files.open(name) as file:
            return file.read()

    def lines(self, name):
        self.reading = name
        with self.files.open(name) as file:
            yield from map(json.loads, file)

    def holds(self, key, message, signature):
        asked = key, message, signature
        if asked not in self.verified:
            self.verified[asked] = key in self.keys and verifies(self.keys[key], message, bytes.fromhex(signature))
        return self.verified[asked]

    def key_faults(self):
        for name in sorted(n for n in self.files.names if n.startswith("keys/")):
            try:
                body = "".join(self.read(name).decode().split("-----")[2].split())
                raw = base64.b64decode(body, validate=True)[-32:]
            except (ValueError, IndexError):
                raw = b""
            if hashlib.sha256(raw).hexdigest()[:16] != name[5:-4]:
                yield f"{name}: it holds another key than its name says"
            else:
                self.keys[name[5:-4]] = raw

    def manifest_faults(self):
        self.manifest = json.loads(self.read("manifest.json"))
        listed = self.manifest["files"]
        beside = {"manifest.json", "manifest.sig"}
        yield from (f"{name}: it is missing" for name in sorted(set(listed) - self.files.names))
        yield from (f"{name}: nobody put it there" for name in sorted(self.files.names - set(listed) - beside))
        for name in sorted(set(listed) & self.files.names):
            digest = hashlib.sha256()
            with self.files.open(name) as file:
                for part in iter(lambda file=file: file.read(1 << 20), b""):
                    digest.update(part)
            if digest.hexdigest() != listed[name]:
                yield f"{name}: it was changed"

    def seal_faults(self):
        message, data = self.read("manifest.json"), self.read("manifest.sig")
        seal = json.loads(data)
        if canonical(seal) != data or not self.holds(seal["key"], message, seal["signature"]):
            yield "manifest.json: its signature in manifest.sig does not verify"

    def signature_faults(self):
        self.signed = {}
        for name in sorted(n for n in self.files.names if n.startswith("signatures/")):
            item = json.loads(self.read(name))
            says = json.loads(item["payload"])
            self.signed[item["id"]] = says["digest"]
            if not self.holds(item["key"], item["payload"].encode(), item["signature"]):
                yield f"{name}: the physician's signature does not verify"
            text, statement = f"texts/{says['digest']}.json", f"statements/{says['statement']}.yaml"
            for file, digest in ((text, says["digest"]), (statement, says["statement"])):
                if file not in self.files.names or hashlib.sha256(self.read(file)).hexdigest() != digest:
                    yield f"{file}: it is not what {says['physician']} signed"

    def anchor_fault(self, entry, anchors):
        sequence, anchor = entry["sealed"]["sequence"], anchors.get(entry["sealed"]["sequence"])
        message = canonical({"format": "imprimatur/anchor/1", "hash": entry["hash"], "sequence": sequence})
        is_same = anchor is not None and anchor["hash"] == entry["hash"]
        if not (is_same and self.holds(anchor["key"], message, anchor["signature"])):
            yield f"trail.jsonl: entry {sequence} is not anchored by a signature"

    def trail_faults(self):
        self.published = set()
        anchors, last = {item["sequence"]: item for item in self.lines("anchors.jsonl")}, None
        for entry in self.lines("trail.jsonl"):
            sealed = entry["sealed"]
            follows = last is not None and sealed["sequence"] == last["sealed"]["sequence"] + 1
            if hashlib.sha256(canonical(sealed)).hexdigest() != entry["hash"]:
                yield f"trail.jsonl: entry {sealed['sequence']} was changed after it was sealed"
            if follows and sealed["previous"] != last["hash"]:
                yield f"trail.jsonl: entry {sealed['sequence']} is not sealed to the one before it"
            if last is not None and not follows:
                yield from self.anchor_fault(last, anchors)
            if (sealed["verb"], sealed["outcome"]) == ("publish", "done"):
                self.published.add(sealed["after"])
            last = entry
        head = self.manifest["head"]
        yield from self.anchor_fault(last, anchors) if last else ()
        yield from self.anchor_fault({"sealed": head, "hash": head["hash"]}, anchors)

    def publication_faults(self):
        for item in json.loads(self.read("evidence.json"))["publications"]:
            if self.signed.get(item["signature"]) != item["digest"]:
                yield f"evidence.json: publication {item['id']} shows words that its signature is not of"
            if item["digest"] not in self.published:
                yield f"evidence.json: no entry of the trail tells of publication {item['id']}"


def faults_of(files, known):
    pack = Pack(files)
    whole = files.faults, pack.key_faults, pack.manifest_faults, pack.seal_faults
    for check in (*whole, pack.signature_faults, pack.trail_faults, pack.publication_faults):
        try:
            yield from check()
        except Exception as error:  # whatever a changed byte does to a reader, it is a fault of the pack
            yield f"{pack.reading}: it cannot be read ({error})"
    for key in sorted(pack.keys):
        print(f"Key {key}: {'known to you' if key in known else 'compare it with what the site tells'}.")
        if known and key not in known:
            yield f"keys/{key}.pub: it is none of the keys that you know"
    head = pack.manifest.get("head", {})
    print(f"The trail's head was entry {head.get('sequence')}, {head.get('hash')}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--key", action="append", default=[])
    args = parser.parse_args()
    try:
        files = Folder(args.pack) if args.pack.is_dir() else Zip(args.pack)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        sys.exit(f"{args.pack.name}: the zip itself cannot be read: {error}")
    found = list(dict.fromkeys(faults_of(files, set(args.key))))
    print("\n".join(found) if found else f"It holds: {len(files.names)} files are as they were signed.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
