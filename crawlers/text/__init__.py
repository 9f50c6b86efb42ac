"""What every reader of text shares: words, phrases, blocks, language, addresses. `data/` has the
word lists."""
