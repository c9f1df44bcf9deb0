"""The inbox of the research site: files that are uploaded, looked at, and taken in or thrown away."""
