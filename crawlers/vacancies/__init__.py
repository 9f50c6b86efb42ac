"""One vacancy from many sources: which postings are of one job, with the evidence.

`link` tells the story: facts of each posting -> blocks that share a key (DuckDB) -> pairs judged by
two tables, `evidence` and `forbidding` -> clusters -> vacancies with ids that last. Postings are
never changed by it. DuckDB and rapidfuzz are imported where they are used (extra `tables`).

What is compared: `facts` (`titles`, `employers`, `days`, `sentences`). Which pairs: `keys`,
`queries`. What a pair is: `pair`, `verdict` (`forbidding`, `evidence`, `possible`). What comes of
it: `groups`, `cluster`, `naming`, `build`, `best`, `lines`. What stays between two nights: `state`
(`database`, `facts_store`).
"""
