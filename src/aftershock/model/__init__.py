"""The frozen records that the stages hand to each other; they know nothing of how any stage works."""
