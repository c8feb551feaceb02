"""Stores in memory keep the contracts."""
