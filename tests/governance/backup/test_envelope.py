"""The file of a backup: no bit of it can be changed, cut off or read without the key."""

import os

import pytest

from governance.services.backup.envelope import FRAME, BackupBroken, reading, writing

pytestmark = pytest.mark.pure
KEY = b"k" * 32
NOISE = os.urandom(3 * FRAME)


def written(path, data=NOISE, key=KEY):
    with writing(path, key) as file:
        file.write(data)
    return path


def read(path, key=KEY):
    with reading(path, key) as file:
        return file.read()


@pytest.mark.parametrize("data", [b"", b"a", NOISE, NOISE[:FRAME]])
@pytest.mark.parametrize("key", [b"", KEY])
def test_what_was_written_is_read(tmp_path, data, key):
    assert read(written(tmp_path / "b", data, key), key) == data


def test_a_sealed_backup_hides_what_is_in_it(tmp_path):
    path = written(tmp_path / "b", b"Nora Whitfield" * 100)
    assert b"Nora" not in path.read_bytes() and oct(path.stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("place", [25, 80, 70_000, -1])
def test_a_changed_byte_is_found(tmp_path, place):
    path = written(tmp_path / "b")
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupBroken):
        read(path)


def test_frames_cannot_be_cut_off_or_swapped(tmp_path):
    path = written(tmp_path / "b")
    whole = path.read_bytes()
    start = whole.index(b"\n") + 1
    frame = 4 + FRAME + 16
    head, rest = whole[:start], whole[start:]
    first, second = rest[:frame], rest[frame : 2 * frame]
    for changed in (
        head + first,
        head + first + second,
        head + second + first + rest[2 * frame :],
        whole + first,
    ):
        path.write_bytes(changed)
        with pytest.raises(BackupBroken):
            read(path)


@pytest.mark.parametrize(
    ("made_with", "read_with", "said"),
    [
        (KEY, b"", "give its key"),
        (b"", KEY, "is not sealed"),
        (KEY, b"x" * 32, "another key"),
        (KEY, b"short", "32 random ones"),
    ],
)
def test_the_wrong_key_is_said(tmp_path, made_with, read_with, said):
    with pytest.raises(BackupBroken, match=said):
        read(written(tmp_path / "b", key=made_with), read_with)


def test_a_kill_leaves_the_file_of_before(tmp_path):
    path = written(tmp_path / "b", b"old")
    with pytest.raises(KeyboardInterrupt), writing(path, KEY) as file:
        file.write(b"new")
        raise KeyboardInterrupt
    assert read(path) == b"old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"PK\x03\x04", b"imprimatur-backup/1 sealed zz\n", b"imprimatur-backup/2 plain\n"]
)
def test_another_file_is_no_backup(tmp_path, data):
    (tmp_path / "b").write_bytes(data)
    with pytest.raises(BackupBroken):
        read(tmp_path / "b", KEY if b"sealed" in data else b"")
