/** The tts-service: text to audio. Here the parts meet Quarkus and Kafka. */
package io.colloquy.tts;
