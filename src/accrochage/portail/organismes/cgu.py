"""The version of the conditions of use that a registration accepts."""

CGU_VERSION = "1.0"
