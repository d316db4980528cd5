"""Each rule catches its own examples and spares the others; the compiled data are current."""

import json

import pytest

from governance.claims import compiling
from governance.claims.compiling_frames import examples
from governance.claims.lexicon import lexicon
from governance.claims.yamlnodes import DataError
from tests.claims.extraction_support import shown_rules

EXAMPLES = examples(compiling.frame_files())
FRAMES = {frame.id: frame for frame in lexicon().frames}


@pytest.mark.parametrize(
    ("rule", "text", "caught"), EXAMPLES, ids=[f"{rule}: {text}" for rule, text, _ in EXAMPLES]
)
def test_frame_example(rule: str, text: str, caught: bool) -> None:
    point = FRAMES[rule].low
    assert any(name == rule and low == point for name, low in shown_rules(text)) is caught


def test_compiled_data_are_current() -> None:
    assert compiling.COMPILED.read_text(encoding="utf-8") == compiling.text_of(compiling.compiled())


def test_frame_ids_are_unique() -> None:
    ids = [frame["id"] for frame in json.loads(compiling.COMPILED.read_text(encoding="utf-8"))["frames"]]
    assert len(ids) == len(set(ids))


def test_a_mistake_in_the_data_is_told_with_file_line_and_column(tmp_path, monkeypatch) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "wrong.yaml").write_text(
        "RELIEF:\n  about: x\n  holds: [ease]\n  lacks: [pain]\n  words: pain\n"
    )
    monkeypatch.setattr(compiling, "DATA", tmp_path)
    with pytest.raises(DataError) as raised:
        compiling.read_classes()
    assert "words/wrong.yaml:3:11: RELIEF lacks 'ease'" in str(raised.value)
    assert "words/wrong.yaml:4:11: RELIEF holds 'pain'" in str(raised.value)
