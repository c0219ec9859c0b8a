"""The pages for people, one kind of page a module; templates and scripts are in `aftershock.explore`."""
