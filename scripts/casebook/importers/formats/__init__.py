"""What several importers share: encodings, zip limits and the inner formats of office files."""
