"""How pay is read: from the value of a label (`printed_pay`), a line without one (`pay_lines`), a
sentence (`in_sentences`), a table (`steps_table`).

All find `amounts` of money (`figures` with `currencies`, and ranges of two), read the `words`
around them, and make a `record`.
"""
