/**
 * Recognition by a service over a WebSocket, to which the sound goes as it comes. What all such
 * services have in common is in {@link
 * io.colloquy.conversation.speech.streamed.StreamedRecognizer}; how one of them speaks is its
 * {@link io.colloquy.conversation.speech.streamed.Dialect}.
 */
package io.colloquy.conversation.speech.streamed;
