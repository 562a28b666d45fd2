"""The document library: files that editors upload, their versions, and who may see them."""
