"""Supply chain: checksums, verification, the software bill of materials (SBOM) and the check for external hosts."""
