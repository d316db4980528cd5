"""The jobs that run beside the site, for the operator."""
