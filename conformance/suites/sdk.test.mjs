// The official SDK for REST, unmodified: only its base URL is set. One part for each resource.

import { test } from "node:test";
import { methods, worked } from "../call/sdk.mjs";
import { compatibility } from "../compatibility.mjs";
import "../sdk/agents.mjs";
import "../sdk/conversations.mjs";
import "../sdk/knowledge.mjs";
import "../sdk/mcp.mjs";
import "../sdk/models.mjs";
import "../sdk/telephony.mjs";
import "../sdk/testing.mjs";
import "../sdk/tools.mjs";
import "../sdk/voices.mjs";
import "../sdk/workspace.mjs";

// Last: what the parts above saw working is what the page promises.
test("the page of what works says what was seen to work", () => compatibility(methods(), worked));
