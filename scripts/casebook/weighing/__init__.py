"""Weighing: claims beside one another: which cannot both hold, how many sources there are, and what people judged of them."""
