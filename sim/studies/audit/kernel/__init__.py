"""The loops of the audit over turns, duties and jobs."""
