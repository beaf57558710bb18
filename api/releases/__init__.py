"""A release as a citable package: the data in every form, the codebook, what changed, metadata and checksums."""
