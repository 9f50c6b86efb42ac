"""The stages that come with jobwire: the steps from a page to a posting, in their order."""

from __future__ import annotations

STAGES = {
    "pipelines.cut_furniture.CutFurniture": 100,
    "pipelines.repair_text.RepairText": 200,
    "pipelines.read_labels.ReadLabels": 300,
    "pipelines.fill_constants.FillConstants": 400,
    "pipelines.split_sections.SplitSections": 500,
    "pipelines.read_facts.ReadFacts": 600,
    "pipelines.mark_standard_text.MarkStandardText": 700,
    "pipelines.normalise_values.NormaliseValues": 800,
    "pipelines.build_posting.BuildPosting": 900,
}
"""By import path, the place among ITEM_PIPELINES. Each works on one posting and is not opened or
closed with a crawl, so a process that does not read pages does not load them."""

OF_A_CRAWL = ("from_crawler", "open_spider", "close_spider", "in_main_process")
"""What a stage has that works for a whole crawl. One that compares postings says so by the last."""
