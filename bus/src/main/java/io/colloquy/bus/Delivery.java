package io.colloquy.bus;

import io.colloquy.contracts.Packet;

/**
 * One record as it arrived.
 *
 * @param key empty where the record has none
 */
public record Delivery(String topic, int partition, long offset, String key, Packet packet) {}
