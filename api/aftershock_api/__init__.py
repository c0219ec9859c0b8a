"""The HTTP service: thin routes around a `KnowledgeBase`, and the pages for people."""
