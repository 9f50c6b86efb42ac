"""What is asked of DuckDB, in the order in which `state` runs it.

`fresh` are the postings that are new or have other facts, `same` those that changed in nothing that
is compared, `moved` all whose pairs are compared again, `affected` all whose vacancy may be another
one now; `near` are the keys that any of them has or had. A night reads the table of keys a few
times, and all else in what it found there.
"""

from __future__ import annotations

from crawlers.vacancies.keys import LARGEST_BLOCK, MANY_TITLES, REST, TEXT, WEAK

TEXTS = f"{TEXT}, {REST}"

TABLES = """
CREATE TABLE IF NOT EXISTS about (name VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS posting (
    n INTEGER, id VARCHAR, source VARCHAR, closed VARCHAR, title BIGINT, header BIGINT,
    employer BIGINT, digest BIGINT, vacancy VARCHAR);
CREATE TABLE IF NOT EXISTS key (kind TINYINT, hash BIGINT, n INTEGER, title BIGINT);
CREATE TABLE IF NOT EXISTS standard (hash BIGINT);
CREATE TABLE IF NOT EXISTS vague (n INTEGER);
CREATE TABLE IF NOT EXISTS tie (
    kind VARCHAR, one INTEGER, two INTEGER, rule VARCHAR, evidence VARCHAR, agreement TINYINT,
    held DOUBLE);
"""
LASTING = "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND table_name <> 'kept'"
"""Asks for the tables of the state, also for those of an earlier version."""
PASSING = ("candidate", "parted", "affected", "grouped")
"""Tables of one run that are read while others are asked: no temporary ones, which only the
connection sees that made them."""

POSTING_COLUMNS = (
    "n: 'INTEGER', id: 'VARCHAR', source: 'VARCHAR', closed: 'VARCHAR', title: 'BIGINT', "
    "header: 'BIGINT', employer: 'BIGINT', digest: 'BIGINT', keys: 'VARCHAR'"
)
TIE_COLUMNS = (
    "kind: 'VARCHAR', one: 'INTEGER', two: 'INTEGER', rule: 'VARCHAR', evidence: 'VARCHAR', "
    "agreement: 'TINYINT', held: 'DOUBLE'"
)

LARGEST_NUMBER = "SELECT coalesce(max(n), 0) FROM posting"

# A changed posting takes a new number, so that nothing that is known of the old one can stay.
TAKE_OLD = """
CREATE OR REPLACE TEMP TABLE same AS SELECT p.n, i.n AS spare
    FROM incoming i JOIN posting p USING (id) WHERE i.digest = p.digest;
DELETE FROM incoming WHERE n IN (SELECT spare FROM same);
CREATE OR REPLACE TEMP TABLE old AS SELECT * FROM posting
    WHERE id IN (SELECT id FROM incoming UNION ALL SELECT id FROM leaving);
CREATE OR REPLACE TABLE parted AS SELECT DISTINCT vacancy FROM old WHERE vacancy IS NOT NULL;
CREATE OR REPLACE TEMP TABLE fresh AS SELECT n FROM incoming;
CREATE OR REPLACE TEMP TABLE cut (n INTEGER);
CREATE OR REPLACE TEMP TABLE old_key AS SELECT * FROM key SEMI JOIN old USING (n);
CREATE OR REPLACE TEMP TABLE header AS SELECT DISTINCT header FROM old;
"""

CUT = """
INSERT INTO cut SELECT two FROM tie WHERE one IN (SELECT n FROM {gone})
    UNION ALL SELECT one FROM tie WHERE two IN (SELECT n FROM {gone});
DELETE FROM tie WHERE (one IN (SELECT n FROM {gone}) OR two IN (SELECT n FROM {gone})) AND {rule};
"""

DROP_OLD = """
DELETE FROM posting WHERE n IN (SELECT n FROM old);
DELETE FROM key WHERE n IN (SELECT n FROM old);
DELETE FROM vague WHERE n IN (SELECT n FROM old);
"""

TAKE_NEW = """
INSERT INTO posting SELECT i.n, i.id, i.source, coalesce(i.closed, ''), i.title, i.header,
    i.employer, i.digest, coalesce(o.vacancy, k.vacancy)
    FROM incoming i LEFT JOIN old o USING (id) LEFT JOIN kept k USING (id);
CREATE OR REPLACE TEMP TABLE fresh_key AS
    SELECT pair[1]::TINYINT AS kind, pair[2] AS hash, n, title
    FROM (SELECT n, title, unnest(keys::BIGINT[][]) AS pair FROM incoming);
INSERT INTO key SELECT * FROM fresh_key;
INSERT INTO header SELECT DISTINCT header FROM incoming
    WHERE header NOT IN (SELECT header FROM header);
DROP TABLE incoming; DROP TABLE kept;
"""

FIND_NEAR = """
CREATE OR REPLACE TEMP TABLE touched AS
    SELECT hash FROM old_key UNION SELECT hash FROM fresh_key;
CREATE OR REPLACE TEMP TABLE near AS SELECT * FROM key SEMI JOIN touched USING (hash);
"""
ALL_NEAR = """
DELETE FROM standard;
CREATE OR REPLACE TEMP TABLE touched (hash BIGINT);
CREATE OR REPLACE TEMP VIEW near AS SELECT * FROM key;
"""
"""Where every posting is new."""

# A sentence is standard text as soon as the postings of more than MANY_TITLES titles have it.
FIND_STANDARD_TEXT = f"""
CREATE OR REPLACE TEMP TABLE frequent AS SELECT hash FROM near
    WHERE kind IN ({TEXTS}) AND title <> 0 GROUP BY hash HAVING count(*) > {MANY_TITLES};
CREATE OR REPLACE TEMP TABLE many AS SELECT hash FROM near SEMI JOIN frequent USING (hash)
    WHERE kind IN ({TEXTS}) AND title <> 0 GROUP BY hash
    HAVING count(DISTINCT title) > {MANY_TITLES};
CREATE OR REPLACE TEMP TABLE turned AS
    SELECT hash FROM many ANTI JOIN standard USING (hash)
    UNION ALL SELECT hash FROM standard SEMI JOIN touched USING (hash) ANTI JOIN many USING (hash);
DELETE FROM standard WHERE hash IN (SELECT hash FROM turned);
INSERT INTO standard SELECT hash FROM many SEMI JOIN turned USING (hash);
DROP TABLE frequent; DROP TABLE many;
"""

# Vague is a posting whose title, place and deadline another one of its source has, too.
FIND_VAGUE = """
CREATE OR REPLACE TEMP TABLE seen AS SELECT n, header, source FROM posting
    SEMI JOIN header USING (header) WHERE header <> 0;
CREATE OR REPLACE TEMP TABLE now_vague AS SELECT n FROM seen SEMI JOIN (
    SELECT header FROM seen GROUP BY header HAVING count(*) > count(DISTINCT source)
    ) USING (header);
CREATE OR REPLACE TEMP TABLE became AS
    SELECT n FROM now_vague ANTI JOIN vague USING (n)
    UNION ALL SELECT n FROM vague SEMI JOIN seen USING (n) ANTI JOIN now_vague USING (n);
DELETE FROM vague WHERE n IN (SELECT n FROM became);
INSERT INTO vague SELECT n FROM now_vague SEMI JOIN became USING (n);
DROP TABLE seen; DROP TABLE now_vague;
"""

_LIMITS = "CASE kind " + " ".join(f"WHEN {k} THEN {most}" for k, most in LARGEST_BLOCK.items())

FIND_MOVED = f"""
CREATE OR REPLACE TEMP TABLE smaller AS SELECT kind, hash FROM
    (SELECT kind, hash, count(*) AS less FROM old_key GROUP BY kind, hash)
    JOIN (SELECT kind, hash, count(*) AS now FROM near
        SEMI JOIN old_key USING (kind, hash) GROUP BY kind, hash) USING (kind, hash)
    LEFT JOIN (SELECT kind, hash, count(*) AS more FROM fresh_key
        SEMI JOIN old_key USING (kind, hash) GROUP BY kind, hash) USING (kind, hash)
    WHERE now <= {_LIMITS} END AND now - coalesce(more, 0) + less > {_LIMITS} END;
CREATE OR REPLACE TEMP TABLE moved AS SELECT n FROM fresh
    UNION SELECT n FROM became
    UNION SELECT n FROM near SEMI JOIN turned USING (hash) WHERE kind IN ({TEXTS})
    UNION SELECT n FROM near SEMI JOIN smaller USING (kind, hash);
DROP TABLE old_key; DROP TABLE fresh_key;
"""

MORE_MOVED = "SELECT count(*) FROM moved ANTI JOIN fresh USING (n)"
FIND_MORE_NEAR = """
INSERT INTO near SELECT * FROM key SEMI JOIN (
    SELECT DISTINCT hash FROM key
    SEMI JOIN (SELECT n FROM moved ANTI JOIN fresh USING (n)) USING (n)
    ) USING (hash) ANTI JOIN touched USING (hash)
"""

_WEAK = ", ".join(map(str, sorted(WEAK)))

BEGIN_PAIRS = """
CREATE OR REPLACE TEMP TABLE pair (one INTEGER, two INTEGER, is_weak BOOLEAN)
"""
KEYS_AT_ONCE = 4_000_000
"""Keys whose blocks fit into the memory together; more are taken in several parts."""

# The blocks of moved postings that are small enough, and the pairs in them with a moved one.
FIND_PAIRS = f"""
CREATE OR REPLACE TEMP TABLE block AS SELECT kind, hash FROM near
    WHERE kind <> {REST} AND abs(hash // 256) % {{parts}} = {{part}}
    AND NOT (kind = {TEXT} AND hash IN (SELECT hash FROM standard))
    GROUP BY kind, hash HAVING count(*) > 1 AND count(*) <= {_LIMITS} END;
CREATE OR REPLACE TEMP TABLE member AS SELECT kind, hash, n, m.n IS NOT NULL AS is_moved
    FROM near SEMI JOIN block USING (kind, hash) LEFT JOIN moved m USING (n);
INSERT INTO pair SELECT a.n, b.n, a.kind IN ({_WEAK})
    FROM member a JOIN member b ON a.kind = b.kind AND a.hash = b.hash AND a.n < b.n
    WHERE a.is_moved OR b.is_moved;
DROP TABLE member; DROP TABLE block;
"""

FIND_CANDIDATES = """
CREATE OR REPLACE TABLE candidate AS SELECT one, two FROM pair
    GROUP BY one, two HAVING count(*) > 1 OR NOT bool_and(is_weak);
DROP TABLE pair;
"""

TAKEN_NUMBERS = """
SELECT DISTINCT ('0x' || substr(vacancy, 3))::UBIGINT AS number FROM posting
WHERE vacancy IS NOT NULL AND NOT contains(vacancy, '~') ORDER BY number
"""
OTHER_TAKEN = "SELECT DISTINCT vacancy FROM posting WHERE contains(vacancy, '~')"

EMPLOYERS = "SELECT DISTINCT employer FROM posting WHERE employer <> 0"

CANDIDATES = """
SELECT one, two, one IN (SELECT n FROM vague) OR two IN (SELECT n FROM vague)
FROM candidate ORDER BY one, two
"""

FIND_AFFECTED = """
CREATE OR REPLACE TABLE affected AS SELECT DISTINCT n FROM posting WHERE
    n IN (SELECT n FROM moved UNION ALL SELECT n FROM same UNION ALL SELECT n FROM cut
        UNION ALL SELECT n FROM named)
    OR vacancy IN (SELECT vacancy FROM parted)
"""

SPREAD = """
INSERT INTO affected SELECT DISTINCT n FROM (
    SELECT two AS n FROM tie WHERE one IN (SELECT n FROM affected)
    UNION ALL SELECT one FROM tie WHERE two IN (SELECT n FROM affected)
    UNION ALL SELECT n FROM posting WHERE vacancy IN
        (SELECT vacancy FROM posting WHERE n IN (SELECT n FROM affected))
) ANTI JOIN affected USING (n)
"""

TIES = "SELECT one, two FROM tie WHERE one IN (SELECT n FROM affected)"

FORMER_TIES = """
SELECT first, n FROM (
    SELECT n, min(n) OVER (PARTITION BY vacancy) AS first FROM posting
    SEMI JOIN affected USING (n) WHERE vacancy IS NOT NULL) WHERE first < n
"""

GROUP = """
CREATE OR REPLACE TABLE grouped AS SELECT n, coalesce(r.root, n) AS root
    FROM affected LEFT JOIN rooted r USING (n)
"""

GROUPED_POSTINGS = """
SELECT root, n, id, vacancy FROM grouped JOIN posting USING (n) ORDER BY root, id
"""

GROUPED_TIES = """
SELECT root, kind, one, two, rule, evidence, agreement, held FROM tie
JOIN grouped g ON g.n = tie.one ORDER BY root, one, two, kind, rule
"""

PARTED = """
SELECT DISTINCT vacancy FROM (SELECT vacancy FROM parted
    UNION ALL SELECT vacancy FROM posting SEMI JOIN affected USING (n))
WHERE vacancy IS NOT NULL ORDER BY vacancy
"""

ASSIGN = """
UPDATE posting SET vacancy = g.vacancy FROM given g
WHERE posting.n = g.n AND posting.vacancy IS DISTINCT FROM g.vacancy
"""

LEAVING = """
SELECT id FROM posting WHERE (closed <> '' AND closed < (SELECT max(closed) FROM limits))
    OR source IN (SELECT source FROM removed)
"""

NUMBERS = "SELECT id, n FROM posting SEMI JOIN asked USING (id)"
