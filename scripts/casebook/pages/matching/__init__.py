"""The pages on which researchers say whether two are one person: the queue, two sides, and what was said."""
