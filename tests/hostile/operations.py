"""O: what happens to the machine and its operator. Each has a test elsewhere; this table names the
test and the verdict that it holds."""

from __future__ import annotations

CRAWLS = "tests/commands/test_crawl_and_refresh.py"
DISK = "tests/feed/publish/test_full_disk.py"
KILL = "tests/feed/publish/test_kill.py"
PUBLISH = "tests/feed/publish/test_publish.py"
HERE = "tests/hostile/test_operations.py"

OPERATIONS = {
    "O01 kill -9 at random": (
        "nothing lost, nothing twice",
        f"{KILL}::test_sixty_kills",
    ),
    "O02 kill -9 again and again in one run": (
        "goes on where it stopped",
        f"{CRAWLS}::test_a_crawl_that_is_killed_again_and_again"
        "_loses_nothing_and_asks_for_little_twice",
    ),
    "O03 kill -9 while it publishes": (
        "the last good feed or the new one",
        f"{PUBLISH}::test_a_kill_at_any_step_leaves_a_sound_feed_that_the_next_run_takes_up",
    ),
    "O04 SIGTERM": (
        "goes on next time",
        f"{CRAWLS}::test_a_crawl_that_is_told_to_stop_goes_on_next_time",
    ),
    "O05 SIGTERM twice": (
        "ends, and goes on next time",
        f"{CRAWLS}::test_a_crawl_that_is_told_to_stop_does_not_wait_for_a_page_that_never_comes",
    ),
    "O06 stopped for a minute, then continued": (
        "published",
        f"{HERE}::test_a_crawl_that_was_asleep",
    ),
    "O07 disk full, journal": (
        "the last good feed",
        f"{DISK}::test_the_journal_finds_the_disk_full",
    ),
    "O08 disk full, publication": (
        "the last good feed",
        f"{DISK}::test_publication_finds_the_disk_full",
    ),
    "O09 disk full, log": (
        "the last good feed",
        f"{HERE}::test_a_log_that_cannot_be_written",
    ),
    "O10 no inodes": (
        "the last good feed",
        f"{DISK}::test_no_inodes_left",
    ),
    "O11 read-only disk": (
        "the last good feed",
        f"{DISK}::test_a_read_only_disk",
    ),
    "O12 two runs at once": (
        "the second is refused",
        f"{CRAWLS}::test_two_runs_at_once",
    ),
    "O13 damaged state": (
        "begun anew",
        "tests/feed/store/test_store.py::test_a_store_that_cannot_be_read_begins_anew",
    ),
    "O14 the clock goes back": (
        "ids increase",
        f"{PUBLISH}::test_run_ids_increase_even_when_the_clock_goes_back",
    ),
    "O16 64 open files and no more": (
        "published",
        f"{HERE}::test_few_open_files",
    ),
    "O17 no memory left": (
        "the last good feed",
        f"{HERE}::test_no_more_memory",
    ),
    "O18 power cut": (
        "no published run is lost",
        "tests/feed/publish/test_power.py::test_no_power_cut_loses_or_tears_a_published_run",
    ),
    "O20 a reader that looks all the time": (
        "sees whole runs",
        f"{KILL}::test_a_reader_that_looks_all_the_time_sees_whole_runs_in_order",
    ),
    "O21 a plugin that cannot be imported": (
        "the others publish",
        f"{CRAWLS}::test_refresh_publishes_what_it_can_and_names_what_it_cannot",
    ),
    "O22 other code in the middle of a run": (
        "begun anew",
        f"{PUBLISH}::test_an_old_journal_is_not_taken_up",
    ),
    "O23 fifty runs of a site": (
        "the store keeps its size",
        "tests/feed/store/test_store.py::test_fifty_runs_keep_the_size_of_the_store",
    ),
    "O24 nearly all postings are gone": (
        "the store shrinks",
        "tests/feed/store/test_store.py::test_a_store_whose_postings_left_shrinks",
    ),
    "O25 escape sequences in what is logged": (
        "shown, not obeyed",
        "tests/text/test_foreign.py::test_a_page_cannot_write_a_line_of_the_log",
    ),
    "O26 secrets and escape sequences in the report": (
        "masked, not obeyed",
        "tests/report/test_report.py"
        "::test_the_report_shows_no_secret_and_nothing_that_hides_or_turns_text",
    ),
}
"""By name: the verdict, and the test that fails where it is another."""
