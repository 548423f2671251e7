/** What holds for a whole workspace. */
package io.colloquy.conversation.settings;
