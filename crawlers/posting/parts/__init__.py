"""The models that a posting is made of, by subject. `crawlers.posting.schema` has the posting."""
