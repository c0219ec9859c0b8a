"""Programs that write what is generated, each run by hand or by make."""
