/** Numbers, dates, addresses and abbreviations in the words in which one reads them out. */
package io.colloquy.tts.reading;
