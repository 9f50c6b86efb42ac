"""What is asked of DuckDB, in the order in which `state` runs it. `touched` are the keys whose
pairs are compared again, `affected` the postings whose vacancy may be another one now."""

from __future__ import annotations

from crawlers.vacancies.keys import (
    EMPLOYER,
    LARGEST_BLOCK,
    MANY_TITLES,
    REST,
    TEXT,
    WEAK,
    WHOLE,
)

TABLES = """
CREATE TABLE IF NOT EXISTS about (name VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS posting (
    n INTEGER, id VARCHAR, source VARCHAR, closed VARCHAR, title BIGINT, facts VARCHAR,
    vacancy VARCHAR);
CREATE TABLE IF NOT EXISTS key (kind TINYINT, hash BIGINT, n INTEGER, title BIGINT);
CREATE TABLE IF NOT EXISTS standard (hash BIGINT);
CREATE TABLE IF NOT EXISTS edge (
    kind VARCHAR, one INTEGER, two INTEGER, rule VARCHAR, evidence VARCHAR, agreement TINYINT,
    held DOUBLE);
"""
LASTING = ("about", "posting", "key", "standard", "edge")
PASSING = ("candidate", "vague", "parted", "affected", "grouped", "kept")
"""Tables of one run that are read while others are asked: no temporary ones, which only the
connection sees that made them."""

POSTING_COLUMNS = (
    "id: 'VARCHAR', source: 'VARCHAR', closed: 'VARCHAR', title: 'BIGINT', facts: 'VARCHAR', "
    "keys: 'VARCHAR'"
)
EDGE_COLUMNS = (
    "kind: 'VARCHAR', one: 'INTEGER', two: 'INTEGER', rule: 'VARCHAR', evidence: 'VARCHAR', "
    "agreement: 'TINYINT', held: 'DOUBLE'"
)

TAKE_OLD = """
CREATE OR REPLACE TEMP TABLE old AS SELECT * FROM posting
    WHERE id IN (SELECT id FROM incoming UNION ALL SELECT id FROM leaving);
CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT kind, hash FROM key SEMI JOIN old USING (n);
CREATE OR REPLACE TABLE parted AS SELECT DISTINCT vacancy FROM old WHERE vacancy IS NOT NULL;
"""

DROP_OLD = """
DELETE FROM posting WHERE n IN (SELECT n FROM old);
DELETE FROM key WHERE n IN (SELECT n FROM old);
DELETE FROM edge WHERE one IN (SELECT n FROM old) OR two IN (SELECT n FROM old);
"""

TAKE_NEW = """
CREATE OR REPLACE TEMP TABLE fresh AS
    SELECT coalesce(o.n, {first} + (row_number() OVER ())::INTEGER) AS n, i.id, i.source,
    coalesce(i.closed, '') AS closed, i.title, i.facts, i.keys,
    coalesce(o.vacancy, k.vacancy) AS vacancy
    FROM incoming i LEFT JOIN old o USING (id) LEFT JOIN kept k USING (id);
INSERT INTO posting SELECT n, id, source, closed, title, facts, vacancy FROM fresh;
CREATE OR REPLACE TEMP TABLE fresh_key AS
    SELECT pair[1]::TINYINT AS kind, pair[2] AS hash, n, title
    FROM (SELECT n, title, unnest(keys::BIGINT[][]) AS pair FROM fresh);
INSERT INTO key SELECT * FROM fresh_key;
INSERT INTO touched SELECT DISTINCT kind, hash FROM fresh_key
    ANTI JOIN touched USING (kind, hash);
CREATE OR REPLACE TEMP TABLE changed AS SELECT n FROM fresh;
DROP TABLE fresh_key; DROP TABLE fresh; DROP TABLE incoming;
"""

LARGEST_NUMBER = """
SELECT coalesce(max(n), 0) FROM (SELECT n FROM posting UNION ALL SELECT n FROM old)
"""

# A sentence that became standard, or ceased to be so, is touched: its pairs are other pairs now.
FIND_STANDARD_TEXT = f"""
CREATE OR REPLACE TEMP TABLE counted AS SELECT hash, count(DISTINCT title) > {MANY_TITLES} AS many
    FROM key SEMI JOIN
    (SELECT DISTINCT hash FROM touched WHERE kind IN ({TEXT}, {REST})) USING (hash)
    WHERE kind IN ({TEXT}, {REST}) AND title <> 0 GROUP BY hash HAVING count(*) > 1;
CREATE OR REPLACE TEMP TABLE turned AS
    SELECT hash FROM counted LEFT JOIN standard s USING (hash) WHERE many <> (s.hash IS NOT NULL)
    UNION SELECT hash FROM standard WHERE hash IN (SELECT hash FROM touched)
    AND hash NOT IN (SELECT hash FROM counted WHERE many);
DELETE FROM standard WHERE hash IN (SELECT hash FROM turned);
INSERT INTO standard SELECT hash FROM counted WHERE many AND hash IN (SELECT hash FROM turned);
INSERT INTO touched SELECT DISTINCT kind, hash FROM key SEMI JOIN turned USING (hash)
    WHERE kind IN ({TEXT}, {REST}) AND (kind, hash) NOT IN (SELECT (kind, hash) FROM touched);
DROP TABLE counted;
"""

EMPLOYERS = f"SELECT DISTINCT hash FROM key WHERE kind = {EMPLOYER}"

_LIMITS = " ".join(f"WHEN {kind} THEN {most}" for kind, most in LARGEST_BLOCK.items())

_WEAK = ", ".join(map(str, sorted(WEAK)))

# member: the postings of every block that is small enough to be compared.
FIND_CANDIDATES = f"""
CREATE OR REPLACE TEMP TABLE block AS SELECT kind, hash FROM key
    SEMI JOIN touched USING (kind, hash)
    WHERE kind NOT IN ({WHOLE}, {REST}, {EMPLOYER})
    AND NOT (kind = {TEXT} AND hash IN (SELECT hash FROM standard))
    GROUP BY kind, hash HAVING count(*) > 1 AND count(*) <= CASE kind {_LIMITS} END;
CREATE OR REPLACE TEMP TABLE member AS SELECT kind, hash, n FROM key
    SEMI JOIN block USING (kind, hash);
CREATE OR REPLACE TABLE candidate AS SELECT a.n AS one, b.n AS two
    FROM member a JOIN member b ON a.kind = b.kind AND a.hash = b.hash AND a.n < b.n
    GROUP BY a.n, b.n HAVING count(*) > 1 OR bool_or(a.kind NOT IN ({_WEAK}));
DROP TABLE member; DROP TABLE block;
CREATE OR REPLACE TABLE vague AS SELECT DISTINCT k.n FROM key k SEMI JOIN (
    SELECT hash FROM key JOIN posting USING (n) WHERE kind = {WHOLE}
    GROUP BY hash HAVING count(*) > count(DISTINCT source)) USING (hash) WHERE k.kind = {WHOLE};
DELETE FROM edge USING candidate c WHERE edge.rule <> 'person'
    AND least(edge.one, edge.two) = c.one AND greatest(edge.one, edge.two) = c.two;
"""

CANDIDATES = """
SELECT one, two, one IN (SELECT n FROM vague) OR two IN (SELECT n FROM vague)
FROM candidate ORDER BY one, two
"""

FIND_AFFECTED = """
CREATE OR REPLACE TABLE affected AS SELECT DISTINCT n FROM (
    SELECT n FROM changed UNION ALL SELECT n FROM named
    UNION ALL SELECT one FROM candidate UNION ALL SELECT two FROM candidate
    UNION ALL SELECT n FROM posting WHERE vacancy IN (SELECT vacancy FROM parted))
"""

SPREAD = """
INSERT INTO affected SELECT DISTINCT n FROM (
    SELECT two AS n FROM edge WHERE one IN (SELECT n FROM affected)
    UNION ALL SELECT one FROM edge WHERE two IN (SELECT n FROM affected)
    UNION ALL SELECT n FROM posting WHERE vacancy IN
        (SELECT vacancy FROM posting WHERE n IN (SELECT n FROM affected))
) ANTI JOIN affected USING (n)
"""

TIES = "SELECT one, two FROM edge WHERE one IN (SELECT n FROM affected)"

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

GROUPED_EDGES = """
SELECT root, kind, one, two, rule, evidence, agreement, held FROM edge
JOIN grouped g ON g.n = edge.one ORDER BY root, one, two, kind, rule
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
SELECT id FROM posting WHERE (closed <> '' AND closed < ?)
    OR source IN (SELECT unnest(?::VARCHAR[]))
"""
