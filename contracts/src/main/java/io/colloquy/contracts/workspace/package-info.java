/** What holds for a whole workspace and more than one service needs to know. */
package io.colloquy.contracts.workspace;
