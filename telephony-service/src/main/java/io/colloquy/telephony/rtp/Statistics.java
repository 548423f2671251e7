package io.colloquy.telephony.rtp;

import java.time.Duration;

/**
 * Numbers of one call's media so far.
 *
 * @param received packets that came in time to be counted, duplicates not among them
 * @param lost packets that never came
 * @param late packets that came after their time
 * @param jitter as RFC 3550 measures it
 * @param delay how much sound the jitter buffer keeps back now
 * @param sent packets that left
 * @param pacing the 99th percentile of the time between two that left
 * @param lostThere packets of ours that the other side reports lost
 * @param roundTrip as RTCP tells it; zero while unknown
 */
public record Statistics(
    long received,
    long lost,
    long late,
    Duration jitter,
    Duration delay,
    long sent,
    Duration pacing,
    long lostThere,
    Duration roundTrip) {}
