"""Texts that prospecting prints and sends."""
