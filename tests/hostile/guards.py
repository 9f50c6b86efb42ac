"""Every guard, and the test that fails without it."""

from __future__ import annotations

from dataclasses import dataclass

HOSTILE = "tests/hostile/test_hostile.py"
LINKS = f"{HOSTILE}::test_links_lead_nowhere_else[R]"
FEEDS = "tests/hostile/test_feeds.py"
ENDS = "tests/commands/test_ends.py"
MASKED = "tests/output/test_masked.py"
PRINTED = "tests/output/test_foreign.py"
LOST_PAGES = (
    "tests/spider/lists/test_lost_pages.py::test_a_list_that_lost_pages_closes_only_what_is_gone"
)
OPERATIONS = f"{HOSTILE}::test_a_hostile_site_stays_as_it_was_and_harms_no_other[X]"


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard, marked in the source with its name (`tests.hostile.weakening`).

    test: the name of a behaviour (`X2 expired`), or a file, folder or test as pytest takes it.
    without: the expression that stands instead of the guard; by default, a condition is False.
    """

    name: str
    test: str
    without: str = ""


def test_of(guard: Guard) -> str:
    """Return the guard's test as pytest takes it."""
    if guard.test.startswith("tests/"):
        return guard.test
    if guard.test.startswith("F"):
        return f"{FEEDS}::test_a_hostile_feed_is_refused_in_a_sentence[{guard.test}-verify]"
    of_site = guard.test.startswith("S")
    name = "test_a_whole_site_gets_its_verdict" if of_site else "test_a_behaviour_gets_its_verdict"
    return f"{HOSTILE}::{name}[{guard.test}]"


GUARDS = [
    Guard("a file of boards stays what it was", "tests/plugins/test_career_pages.py"),
    Guard("memory of a reader", "tests/spider/readers/test_readers.py", "None"),
    # settings
    Guard("certificates are checked", "X2 expired", "False"),
    Guard("no debug servers", "tests/test_settings.py", "True"),
    Guard(
        "no files by links",
        "tests/test_settings.py",
        "{**guarded, 'file': 'scrapy.core.downloader.handlers.file.FileDownloadHandler'}",
    ),
    Guard("no meta refresh", "R16 meta refresh inside", "True"),
    Guard("few redirects", "R02 twenty redirects", "50"),
    Guard("largest page", "T04 body without an end", "0"),
    # where a request may go
    Guard("longest head", "T28b headers without an end", "1 << 40"),
    Guard("schemes", "tests/net/test_manners.py"),
    Guard("users in addresses", "R10 with a user before the host"),
    Guard("the site and nowhere else", "R29 to another source"),
    Guard("ports", "R07 to another port"),
    Guard(
        "robots.txt of another host",
        "tests/net/test_manners.py::test_where_a_robots_txt_may_lead",
        "elsewhere",
    ),
    Guard("private addresses", "tests/hostile/test_namespace.py"),
    Guard("IPv4 inside of IPv6", "tests/net/test_manners.py", "address"),
    Guard("names that resolve inside", LINKS),
    # robots.txt
    Guard("robots.txt 5xx", "P13 robots.txt 503", "response.status == 429"),
    Guard("robots.txt 429", "P15 robots.txt 429", "response.status >= 500"),
    Guard("robots.txt cannot be fetched", "P19 robots.txt: hangs up", "Rules()"),
    Guard("robots.txt is obeyed", "P27 robots.txt forbids all"),
    Guard("robots.txt has a cap", "P22b robots.txt without an end that forbids"),
    Guard("robots.txt in UTF-16", "P25 robots.txt in UTF-16", "None"),
    Guard(
        "robots.txt with a mark",
        "P24 robots.txt with a mark",
        "body.decode(encoding or 'utf-8', 'replace')",
    ),
    Guard("Crawl-delay", "P26 Crawl-delay 5"),
    Guard("Crawl-delay over an hour", "P26b Crawl-delay of two hours"),
    Guard("delay of shards", "tests/net/test_robots.py", "delay"),
    Guard(
        "Crawl-delay of an hour",
        "tests/net/test_robots.py::test_a_crawl_delay_of_an_hour_is_kept",
        "(guarded, 60.0)[guarded > 60]",
    ),
    Guard(
        "Crawl-delay beyond any number",
        "tests/net/test_robots.py::test_a_delay_beyond_any_number_is_the_longest",
        "text",
    ),
    Guard(
        "versions in a robots.txt",
        "tests/net/test_robots.py::test_a_forbidden_page_is_not_asked_for"
        "[closed to us with a version]",
        "text",
    ),
    Guard(
        "robots.txt that looks like a page",
        "tests/net/test_robots.py::test_a_forbidden_page_is_not_asked_for",
        "Rules() if response.body[:1] == b'<' else guarded",
    ),
    # waiting
    Guard("Retry-After", "P01 429, two seconds", "now"),
    Guard("Retry-After as a date", "P02 429, a date", "None"),
    Guard("Retry-After beyond any calendar", "P04b 429, a date beyond any calendar", "None"),
    Guard("Retry-After of a 403", "P10b 403, two seconds", "status in _ASKS_TO_WAIT"),
    Guard("waits without Retry-After double", "P03 429 and no word", "asked or 0.0"),
    Guard("patience ends", "P04 429, thirty years"),
    # tasks, shards and boards
    Guard(
        "at most 64 shards",
        "tests/contract/test_shard.py::test_no_other_text_is_a_shard",
        "type(value) is int",
    ),
    Guard(
        "fields of a task",
        "tests/runs/distributed/test_tasks.py::test_another_task_is_refused",
        "{}",
    ),
    Guard("a run of the far future", "tests/feed/test_clock.py::test_no_run_is_of_another_time"),
    Guard(
        "boards that lead elsewhere",
        "tests/contract/test_boards_file.py::test_a_wrong_file_is_named_by_its_lines",
    ),
    Guard(
        "a name that stands twice",
        "tests/contract/test_boards_file.py::test_a_wrong_file_is_named_by_its_lines",
    ),
    Guard(
        "boards of one feed",
        "tests/contract/test_boards_file.py::test_a_wrong_file_is_named_by_its_lines",
    ),
    Guard(
        "a file is a mapping",
        "tests/contract/test_boards_file.py::test_a_wrong_file_is_named_by_its_lines",
    ),
    Guard(
        "names as they are written",
        "tests/contract/test_boards_file.py::test_names_stay_as_they_are_written",
        # as YAML reads them
        "{'no': 'False', '0123': '83'}[node.value] if node.value in ('no', '0123') else guarded",
    ),
    Guard(
        "an origin is an address",
        f"{ENDS}::test_misuse_has_its_code_and_one_sentence[an origin that is no address]",
    ),
    Guard(
        "sites of one host in turn",
        "tests/runs/test_hosts.py::test_sites_of_one_host_go_in_turn",
        "()",
    ),
    Guard(
        "a host of one task",
        "tests/runs/distributed/test_task_board.py::test_a_host_has_one_task_with_all_its_shards",
    ),
    # commands
    Guard(
        "SIGTERM from the first line on",
        f"{ENDS}::test_sigterm_before_the_crawl_begins_is_an_interrupted_run",
    ),
    Guard(
        "SIGTERM while commands are loaded",
        f"{ENDS}::test_sigterm_while_commands_are_loaded",
    ),
    Guard("settings that nothing reads", f"{ENDS}::test_misuse_has_its_code_and_one_sentence"),
    Guard(
        "a code at every end",
        f"{ENDS}::test_whatever_a_command_raises_is_a_code_and_a_sentence",
        "1",
    ),
    Guard(
        "arguments that nothing takes",
        f"{ENDS}::test_misuse_has_its_code_and_one_sentence[an argument without a name]",
        "not strange or not strange[0]",
    ),
    Guard(
        "the name of a case",
        f"{ENDS}::test_misuse_has_its_code_and_one_sentence[a case in another folder]",
    ),
    Guard("a crawl that breaks off", f"{ENDS}::test_a_setting_that_scrapy_cannot_use"),
    Guard(
        "length of an operator's file",
        "tests/contract/test_boards_file.py::test_a_file_without_an_end_is_not_read_to_it",
        "file.read(most)",  # not to its end: memory has one
    ),
    Guard("too few open files", f"{ENDS}::test_too_few_open_files"),
    Guard("no proxy of the environment", f"{ENDS}::test_a_proxy_of_the_environment_is_refused"),
    Guard("secrets in addresses", "tests/output/test_secrets.py::test_a_secret_is_hidden"),
    Guard(
        "secrets by their names", "tests/output/test_secrets.py::test_a_secret_is_hidden", "text"
    ),
    Guard(
        "what libpq quotes",
        "tests/output/test_secrets.py::test_what_a_driver_quotes_of_an_address_is_hidden",
    ),
    Guard(
        "secrets that are known",
        f"{ENDS}::test_no_secret_is_said",
        "text",
    ),
    Guard(
        "the address of a webhook",
        "tests/output/test_secrets.py::test_the_address_of_a_webhook_is_hidden_wherever_it_stands",
    ),
    Guard(
        "errors of a driver", "tests/hostile/test_feeds.py::test_an_error_of_a_driver_is_a_sentence"
    ),
    # bodies
    Guard(
        "bodies unpack to a hundred times",
        "tests/net/test_manners.py::test_a_bomb_is_not_unpacked",
        "_READERS[encoding](body, 1 << 40)",
    ),
    Guard("whole streams", "T08 gzip cut short"),
    Guard("few streams", "T17c 300,000 streams"),
    Guard("few encodings", "T17b encodings upon encodings"),
    Guard("known encodings", "T12 unknown encoding"),
    # pages
    Guard("short PDFs", "C39 PDF: 2,000 pages, one stream"),
    Guard(
        "time of a PDF", "tests/page/test_pdf.py::test_a_reader_that_does_not_end_is_killed", "900"
    ),
    Guard("few attributes", "C04 40,000 attributes", "True"),
    Guard("few tags", "C06 a million links"),
    Guard("charset", "C07 invalid UTF-8"),
    Guard("depth", "C02b 1,500 nested divs"),
    Guard(
        "headings in one block",
        f"{HOSTILE}::test_a_hostile_site_stays_as_it_was_and_harms_no_other[C]",
    ),
    Guard("length of a posting", "C05b text of 7 MB"),
    Guard(
        "invisible characters",
        "tests/page/test_page.py::test_no_controls_no_surrogates_no_invisible_characters",
        "text",
    ),
    Guard(
        "letters that look alike",
        "C17 letters that look alike, written backwards",
        "item.warnings",
    ),
    Guard("hidden text", "C36b hidden: font-size:0"),
    Guard("text in tag characters", "C36j hidden in tag characters", "[]"),
    Guard(
        "text is no markup",
        "C35 scripts and handlers",
        "out.append(f'<{tag}>{block.text}</{tag}>')",
    ),
    # lists
    Guard("pages cut short", "T22 no length, closed early", "False"),
    Guard("page budget", "S05 a list without an end", "True"),
    Guard(
        "page budget for postings",
        "tests/spider/lists/test_listing.py::test_the_page_budget_leaves_postings_to_the_next_run",
    ),
    Guard("lists in circles", "S06 a list in circles"),
    Guard(
        "list pages cut short",
        "tests/spider/lists/test_list_pages.py::test_pages_end_as_the_others_or_as_before",
    ),
    Guard(
        "list pages that are not full",
        "tests/spider/lists/test_list_pages.py::test_a_page_before_the_last_is_full",
        "False",
    ),
    Guard(
        "lists that end too early",
        "tests/spider/lists/test_list_pages.py::test_a_list_that_prints_more_than_it_gives_ends_early",
    ),
    Guard(
        "lists that were redirected",
        "tests/spider/lists/test_list_walk.py::test_a_further_page_that_leads_elsewhere_is_a_failure",
    ),
    Guard(
        "entries that a sitemap lost",
        "tests/spider/lists/test_sitemaps.py::test_a_fault_that_may_hide_an_entry_is_a_failure",
    ),
    Guard(
        "text sitemaps cut short",
        "tests/spider/lists/test_sitemaps.py::test_a_fault_that_may_hide_an_entry_is_a_failure",
    ),
    Guard(
        "empty on two nights",
        "tests/platforms/test_lists.py::test_an_employer_who_fills_the_last_job_is_not_stuck",
        "True",
    ),
    Guard(
        "clocks that were ahead",
        "tests/feed/store/test_known.py::test_what_a_clock_that_was_ahead_read_is_due",
    ),
    Guard(
        "a total above nothing",
        "tests/platforms/test_lists.py::test_a_list_that_states_postings_and_gives_none_is_wrong",
    ),
    Guard(
        "a number above nothing",
        "tests/spider/lists/test_lists_of_a_site.py::test_a_list_that_prints_postings_and_names_none",
    ),
    Guard(
        "boxes instead of lists",
        "tests/spider/lists/test_lists_of_a_site.py::test_a_page_to_log_in_on_is_no_list",
    ),
    Guard("walls instead of lists", "S02 the list wants a login"),
    Guard("pages that are gone", "S01 pages that are gone answer 200", "None"),
    Guard("a total that is stated", "S12 states 100, gives 20", "True"),
    Guard(
        "turns of the loop",
        "tests/spider/test_turns.py::test_a_list_of_many_links_is_read_in_turns",
    ),
    Guard(
        "one turn for all readers",
        "tests/spider/test_turns.py::test_all_readers_together_have_one_turn",
        "True",
    ),
    Guard(
        "turns among further pages",
        "tests/spider/test_turns.py::test_many_further_pages_are_asked_for_in_turns",
    ),
    Guard(
        "length of an address", "tests/spider/test_turns.py::test_a_link_of_megabytes_leads_nowhere"
    ),
    Guard(
        "few members of JSON",
        "tests/spider/test_turns.py::test_an_answer_of_too_many_members_is_refused",
    ),
    # the feed
    Guard("the gate: fewer", "S21 30 % fewer", "0"),
    Guard("the gate: one title", "S11 redesign: the employer is where the title was", "0"),
    Guard(
        "the gate: one text",
        "tests/feed/judge/test_tonight.py::"
        "test_a_notice_in_unknown_words_does_not_replace_the_feed_in_a_week",
        "0",
    ),
    Guard(
        "the gate: a field lost",
        "tests/feed/judge/test_tonight.py::test_a_field_that_most_lose_in_one_night",
    ),
    Guard("the gate: robots", "tests/feed/judge/test_gates.py::test_what_withholds_a_run", "True"),
    Guard("one bad id costs one posting", "S24 an id of escape sequences"),
    Guard("length of an id", "F25 an id of 300 characters"),
    Guard("characters of an id", "F24 escape sequences in an id"),
    Guard(
        "the store shrinks",
        "tests/feed/store/test_store.py::test_a_store_whose_postings_left_shrinks",
    ),
    Guard(
        "the store forgets what left",
        "tests/feed/store/test_store.py::test_fifty_runs_keep_the_size_of_the_store",
    ),
    Guard(
        "ids in file names",
        "tests/feed/consume/test_formats.py::test_the_page_of_a_posting_has_a_name_of_its_own",
        "posting_id.lower()",
    ),
    # programs that read a feed
    Guard("time of a consumer", "F43 a head, a byte now and then"),
    Guard("files are files", "F02 latest.json is a pipe"),
    Guard("answers are not packed", "F50 a gzip bomb"),
    Guard("one host", "F47 redirected to another host"),
    Guard("length of a file", "F40 latest.json without an end"),
    Guard("length of a line", "F17 a line of 3 GB"),
    Guard("length of a copy", f"{FEEDS}::test_a_copy_is_no_longer_than_the_manifest_says"),
    Guard("values of a manifest", "F12 a manifest of 20 million objects"),
    Guard("hash of a manifest", "F08 another manifest than was published"),
    Guard("name of a feed", "F07 latest.json is of another feed"),
    Guard("name of a run", "F09 the manifest of another run"),
    Guard("order of runs", "F15 runs in a circle"),
    Guard("values of another shape", "F22 a close without its members"),
    Guard("nested JSON", "F18 a posting nested 100,000 deep"),
    Guard(
        "no line before the hash",
        f"{FEEDS}::test_no_posting_is_given_out_of_a_file_that_is_not_sound",
    ),
    # text that leaves the program
    Guard(
        "no control characters in messages",
        f"{PRINTED}::test_what_a_terminal_would_obey_stands_as_its_escape",
        "True",
    ),
    Guard("no control characters in JSON", f"{PRINTED}::test_json_keeps_its_meaning", "text"),
    Guard("log records", f"{PRINTED}::test_every_log_record_of_a_command_is_a_safe_one"),
    Guard(
        "messages are masked",
        f"{MASKED}::test_messages_and_logs_are_masked",
        "printable_lines(words) + end",
    ),
    Guard(
        "logs are masked",
        f"{MASKED}::test_messages_and_logs_are_masked",
        "printable_lines(text).replace('\\n', _BELOW)",
    ),
    Guard("tracebacks are masked", f"{PRINTED}::test_a_traceback_shows_no_secret", "value"),
    Guard(
        "rejects are masked",
        "tests/feed/run/test_record.py::test_a_reason_shows_no_secret",
        "reason",
    ),
    Guard(
        "text in the report",
        "tests/report/test_report.py::"
        "test_the_report_shows_no_secret_and_nothing_that_hides_or_turns_text",
        "value",
    ),
    Guard("webhooks are masked", f"{MASKED}::test_a_secret_is_masked", "text"),
    Guard("the gate: pages given up", OPERATIONS, "0"),
    Guard(
        "one night of broken pages",
        "tests/feed/judge/test_gone.py::test_many_close_on_the_second_night_and_withhold_nothing",
        "run.complete",
    ),
    Guard(
        "what was dropped was seen",
        "tests/feed/judge/test_gone.py::test_what_was_dropped_was_seen",
        "(self.given_up, self.lost)",
    ),
    Guard(
        "saved pages close nothing",
        "tests/feed/judge/test_gone.py::test_saved_pages_close_nothing",
        "True",
    ),
    Guard(
        "deadlines that were extended",
        "tests/feed/judge/test_deadlines.py::"
        "test_a_list_that_shows_no_change_says_nothing_of_a_deadline",
    ),
    Guard(
        "the clock of the answers",
        "tests/feed/judge/test_deadlines.py::test_under_a_clock_that_is_off_no_deadline_closes",
        "False",
    ),
    Guard(
        "ids used again",
        "tests/feed/judge/test_id_reuse.py::"
        "test_another_job_gets_the_next_key_and_the_old_one_closes",
        "False",
    ),
    Guard(
        "an older job under its id",
        "tests/feed/judge/test_id_reuse.py::"
        "test_a_third_job_gets_a_third_key_and_the_first_may_come_back",
    ),
    Guard(
        "absence on two nights",
        "tests/feed/judge/test_closing.py::test_absence_closes_on_the_second_complete_run",
        "True",
    ),
    Guard(
        "lists that were refuted",
        "tests/spider/lists/test_doubtful_lists.py::"
        "test_what_a_doubtful_list_leaves_out_stays_open_on_every_night",
    ),
    Guard(
        "lists without their end",
        "tests/spider/lists/test_doubtful_lists.py::"
        "test_what_a_doubtful_list_leaves_out_stays_open_on_every_night",
        "False",
    ),
    Guard(
        "pages of other postings",
        "tests/feed/judge/test_mixed_up.py::test_one_night_changes_nothing",
    ),
    Guard(
        "deadlines that move back",
        "tests/feed/judge/test_deadlines.py::test_one_such_night_closes_nothing",
        "new.closed_reason != 'deadline'",
    ),
    Guard(
        "the gate: one deadline",
        "tests/feed/judge/test_tonight.py::test_a_deadline_that_is_a_default_is_withheld",
        "0",
    ),
    Guard(
        "the gate: other employers",
        "tests/feed/judge/test_tonight.py::test_employers_that_change_together_are_withheld",
        "0",
    ),
    Guard(
        "list pages that repeat others",
        f"{LOST_PAGES}[last_page_repeats]",
        "False",
    ),
    Guard(
        "sitemaps that were lost",
        f"{LOST_PAGES}[index_lost_a_sitemap]",
        "False",
    ),
    Guard(
        "lists of records without their end",
        f"{LOST_PAGES}[token_is_its_own_next]",
        "''",
    ),
    Guard(
        "feeds of the newest postings",
        "tests/spider/lists/test_lost_pages.py::test_what_newer_postings_push_out_of_a_feed_stays_open",
        "[]",
    ),
    Guard(
        "sitemaps without entries",
        "tests/spider/lists/test_doubtful_lists.py::"
        "test_a_posting_whose_entry_lost_its_address_stays_open",
        "False",
    ),
    Guard(
        "logins that lead back",
        "tests/spider/test_posting_pages.py::"
        "test_a_redirect_to_the_list_or_home_is_gone_and_no_other",
    ),
    Guard(
        "line ends are escaped",
        "tests/posting/test_line.py::test_every_posting_makes_one_valid_line",
    ),
    Guard(
        "no formula in the CSV",
        "tests/feed/consume/test_exports.py::test_no_cell_of_the_csv_is_a_formula",
        "text",
    ),
]
