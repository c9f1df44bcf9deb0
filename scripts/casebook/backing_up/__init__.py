"""Backing up: one encrypted archive of all that people made and the machine made of it, and a Casebook from such an archive."""
