"""O: what happens to the machine and its operator. Each has a test elsewhere; this table names the
test and the verdict that it holds."""

from __future__ import annotations

CRAWLS = "tests/commands/test_crawl_and_refresh.py"
DISK = "tests/feed/publish/test_full_disk.py"
KILL = "tests/feed/publish/test_kill.py"
PUBLISH = "tests/feed/publish/test_publish.py"
ENDS = "tests/commands/test_ends.py"
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
    "O23 SIGTERM before the crawl begins": (
        "exit code 3",
        f"{ENDS}::test_sigterm_before_the_crawl_begins_is_an_interrupted_run",
    ),
    "O24 16 open files and no more": (
        "exit code 3, one sentence",
        f"{ENDS}::test_too_few_open_files",
    ),
    "O25 wrong usage: addresses, days, shards, options, settings": (
        "exit code 64, one sentence",
        f"{ENDS}::test_misuse_has_its_code_and_one_sentence",
    ),
    "O26 an error that nobody foresaw": (
        "exit code of the table, one sentence",
        f"{ENDS}::test_whatever_a_command_raises_is_a_code_and_a_sentence",
    ),
    "O27 a run of the year 9999": (
        "exit code 64, one sentence",
        "tests/feed/test_clock.py::test_no_run_is_of_another_time",
    ),
    "O28 passwords in addresses of stores, targets, queues": (
        "said nowhere",
        f"{ENDS}::test_no_secret_is_said",
    ),
    "O29 a proxy in the environment": (
        "refused unless JOBWIRE_PROXY=1",
        f"{ENDS}::test_a_proxy_of_the_environment_is_refused",
    ),
    "O30 a file of boards that is none": (
        "exit code 64, the lines are named",
        "tests/contract/test_boards_file.py::test_a_wrong_file_is_named_by_its_lines",
    ),
    "O31 boards and platforms named twice, boards that fold to one feed": (
        "exit code 64, the lines are named",
        "tests/contract/test_boards_file.py::test_a_wrong_file_is_named_by_its_lines",
    ),
    "O32 a queued task with a path, an option or a billion shards in it": (
        "dropped",
        "tests/runs/distributed/test_tasks.py::test_another_task_is_refused",
    ),
    "O33 many sites of one host": (
        "crawled in turn",
        "tests/runs/test_hosts.py::test_sites_of_one_host_go_in_turn",
    ),
    "O34 shards of a site with a Crawl-delay": (
        "keep it together",
        "tests/net/test_robots.py::test_the_shards_of_a_site_take_turns_at_its_crawl_delay",
    ),
    "O35 a list page of 40,000 links": (
        "read in turns with the event loop",
        "tests/spider/test_turns.py::test_a_list_of_many_links_is_read_in_turns",
    ),
    "O36 a sitemap of 40,000 addresses": (
        "read in turns with the event loop",
        "tests/spider/test_turns.py::test_a_sitemap_of_many_addresses_is_read_in_turns",
    ),
    "O37 an answer of 60 MB of empty lists": (
        "refused: `too_large`",
        "tests/spider/test_turns.py::test_an_answer_of_too_many_members_is_refused",
    ),
    "O38 fifty runs of a site": (
        "the store keeps its size",
        "tests/feed/store/test_store.py::test_fifty_runs_keep_the_size_of_the_store",
    ),
    "O39 nearly all postings are gone": (
        "the store shrinks",
        "tests/feed/store/test_store.py::test_a_store_whose_postings_left_shrinks",
    ),
    "O40 escape sequences in what is logged": (
        "shown, not obeyed",
        "tests/output/test_foreign.py::test_a_page_cannot_write_a_line_of_the_log",
    ),
    "O42 a password in the words of an exception": (
        "masked in the traceback",
        "tests/output/test_foreign.py::test_a_traceback_shows_no_secret",
    ),
    "O43 a password in the words of an exception of a stage": (
        "masked in `rejects.jsonl`",
        "tests/feed/run/test_record.py::test_a_reason_shows_no_secret",
    ),
    "O41 secrets and escape sequences in the report": (
        "masked, not obeyed",
        "tests/report/test_report.py"
        "::test_the_report_shows_no_secret_and_nothing_that_hides_or_turns_text",
    ),
}
"""By name: the verdict, and the test that fails where it is another."""
