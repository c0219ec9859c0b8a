"""The routes that programs use, one concern a module."""
