"""The terms of a post: employment, contract, workplace, travel, offers, who reports to whom."""
