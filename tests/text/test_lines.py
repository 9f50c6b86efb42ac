"""A line is looked at once: its words, what readers found of it, and many lines folded together."""

from __future__ import annotations

import sys
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from crawlers.text.blocks import Block, annotate, is_longer
from crawlers.text.lines import Line, once
from crawlers.text.words import fold, fold_lines, folded_words, folded_words_of


@given(st.lists(st.text(max_size=40)))
def test_lines_folded_together_are_what_each_is_alone(texts: list[str]) -> None:
    assert fold_lines(texts) == [fold(text) for text in texts]


WESTERN = st.text("aZz09 _-’–•ÄßéŠŸ½µ™ªΩ\u00a0\0", max_size=8)


@given(WESTERN)
def test_a_text_in_western_letters_is_folded_as_any_other(text: str) -> None:
    beside = fold(f"{text} Ж").removesuffix("ж").rstrip()
    assert fold(text) == beside and folded_words(text) == beside.split()


@given(st.lists(WESTERN))
def test_lines_in_western_letters_are_what_each_is_alone(texts: list[str]) -> None:
    assert folded_words_of(texts) == [folded_words(text) for text in texts]


@given(st.lists(st.text(max_size=40)))
def test_blocks_get_the_lines_that_each_text_has_alone(texts: list[str]) -> None:
    found = annotate([Block("paragraph", text) for text in texts])
    alone = [Line(text) for text in texts]
    assert [(line.folded, line.words) for line in found] == [
        (line.folded, line.words) for line in alone
    ]


def test_a_reader_reads_a_line_once_and_a_text_each_time() -> None:
    read: list[str] = []

    @once
    def last_word(line: Line) -> str | None:
        read.append(line.text)
        return line.words[-1] if line.words else None

    line, empty = Line("Keeper of the Lamp."), Line("--")
    assert [last_word(line), last_word(line), last_word(empty), last_word(empty)] == [
        *("lamp", "lamp"),
        *(None, None),
    ]
    assert last_word("A lamp") == last_word("A lamp") == "lamp"
    assert read == ["Keeper of the Lamp.", "--", "A lamp", "A lamp"]


def test_a_block_keeps_its_line_as_long_as_its_text_stays() -> None:
    block = Block("item", "Trim the Wick")
    annotate([block])
    line = block.said
    assert line.folded == "trim the wick"
    annotate([block])
    assert block.said is line and replace(block, kind="paragraph").said is line
    assert replace(block, text="Fill the lamp").folded == "fill the lamp"
    assert block.replace(text="Fill the lamp") == replace(block, text="Fill the lamp")
    assert block.replace(text="Fill the lamp").folded == "fill the lamp" and block.said is line
    block.text = "Wind the clock"
    assert block.folded == "wind the clock"


def test_a_copy_with_another_text_does_not_hold_the_line_of_the_old_one() -> None:
    block = Block("paragraph", "Trim the wick. " * 1_000)
    line = block.said
    parts = [block.replace(kind="heading", text="Duties"), block.replace(level=2, text="Trim it")]
    del block
    assert sys.getrefcount(line) == 2  # `line` here, and the argument
    assert [part.folded for part in parts] == ["duties", "trim it"]


def test_blocks_are_counted_with_their_labels() -> None:
    blocks = [Block("pair", "12345", label="123"), Block("paragraph", "12")]
    assert is_longer(blocks, 9) and not is_longer(blocks, 10)
