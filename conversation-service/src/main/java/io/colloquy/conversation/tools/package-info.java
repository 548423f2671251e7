/** The tools of a workspace, which its agents share: stored, listed, announced. */
package io.colloquy.conversation.tools;
