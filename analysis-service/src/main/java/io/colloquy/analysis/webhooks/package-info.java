/** Webhooks of workspaces: which there are, who is subscribed to what, and what was brought. */
package io.colloquy.analysis.webhooks;
