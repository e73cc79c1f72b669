"""What Deno's code brings in by address, as the name of the package."""

from __future__ import annotations

import pytest

from readylint.facts.specifiers import named


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("npm:zod@3.22.4", "zod"),
        ("npm:/stripe@13.5.0", "stripe"),
        ("npm:@supabase/supabase-js@2", "@supabase/supabase-js"),
        ("npm:preact@10.22.1/hooks", "preact/hooks"),
        ("jsr:@hono/hono@4/cors", "hono/cors"),
        ("jsr:@std/http@^1.0.18/status", "@std/http/status"),
        ("https://esm.sh/v135/stripe@13.5.0?target=deno", "stripe"),
        ("https://esm.sh/@algolia/client-search@4.14.2?pin=v90", "@algolia/client-search"),
        ("https://deno.land/x/oak@v12.6.1/mod.ts", "oak"),
        ("https://deno.land/x/zod/index.ts", "zod"),
        ("https://deno.land/std@0.168.0/http/server.ts", "https://deno.land/std@0.168.0/http/server.ts"),
        ("https://example.com/x/oak@v1/mod.ts", "https://example.com/x/oak@v1/mod.ts"),
        ("npm run build", "npm run build"),
    ],
)
def test_an_address_becomes_the_name_and_all_else_stays_in_its_place(address: str, name: str) -> None:
    text = f"import a from '{address}'; a(1) // jsr:@a/b https://esm.sh/c\n"
    assert named(text).replace(" ", "") == text.replace(address, name).replace(" ", "")
    assert named(text).index("a(1)") == text.index("a(1)")
