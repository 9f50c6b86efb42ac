"""What several readers ask of an item is read once."""

from __future__ import annotations

from crawlers.extract.fields.around_text import lines_with, once_an_item, words_of_text
from crawlers.posting.parts.text import Section, SectionBlock
from crawlers.posting.raw import RawPosting
from crawlers.text.phrases import InText

LINES = ("The keeper trims the wick.", "Oil the lamps at dusk.")


def posting() -> RawPosting:
    blocks = [SectionBlock(kind="paragraph", text=text, standard=False) for text in LINES]
    item = RawPosting(source="quay.example")
    item.sections = [Section(kind="summary", heading=None, blocks=blocks)]
    return item


def test_a_reader_reads_each_item_once() -> None:
    asked: list[str] = []

    @once_an_item
    def source(item: RawPosting) -> str | None:
        asked.append(item.source)
        return None

    first, second = posting(), posting()
    assert [source(first), source(first), source(second)] == [None, None, None]
    assert len(asked) == 2


def test_the_words_of_a_text_and_the_lines_with_a_phrase() -> None:
    item = posting()
    assert words_of_text(item) >= {"keeper", "wick", "dusk"}
    assert [line.text for line in lines_with(item, InText(["the lamps"]))] == [LINES[1]]
    assert lines_with(item, InText(["lamps keeper", "the moon"])) == []
