"""The deposit: file, states, processing, findings, reports."""
