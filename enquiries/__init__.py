"""Consultation requests, from the patient's form to their closing."""
