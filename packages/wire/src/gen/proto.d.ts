import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace yahoo. */
export namespace yahoo {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Pricing.
         * @deprecated Use yahoo.v1.Pricing.$Properties instead.
         */
        interface IPricing extends yahoo.v1.Pricing.$Properties {
        }

        /** Represents a Pricing. */
        class Pricing {

            /**
             * Constructs a new Pricing.
             * @param [properties] Properties to set
             */
            constructor(properties?: yahoo.v1.Pricing.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Pricing id. */
            id: (string|null);

            /** Pricing price. */
            price: (number|null);

            /** Pricing time. */
            time: (number|null);

            /** Pricing currency. */
            currency: (string|null);

            /** Pricing exchange. */
            exchange: (string|null);

            /** Pricing quote_type. */
            quote_type: (number|null);

            /** Pricing market_hours. */
            market_hours: (number|null);

            /** Pricing change_percent. */
            change_percent: (number|null);

            /** Pricing day_volume. */
            day_volume: (number|null);

            /** Pricing day_high. */
            day_high: (number|null);

            /** Pricing day_low. */
            day_low: (number|null);

            /** Pricing change. */
            change: (number|null);

            /** Pricing short_name. */
            short_name: (string|null);

            /** Pricing expire_date. */
            expire_date: (number|null);

            /** Pricing open_price. */
            open_price: (number|null);

            /** Pricing previous_close. */
            previous_close: (number|null);

            /** Pricing strike_price. */
            strike_price: (number|null);

            /** Pricing underlying_symbol. */
            underlying_symbol: (string|null);

            /** Pricing open_interest. */
            open_interest: (number|null);

            /** Pricing options_type. */
            options_type: (number|null);

            /** Pricing mini_option. */
            mini_option: (number|null);

            /** Pricing last_size. */
            last_size: (number|null);

            /** Pricing bid. */
            bid: (number|null);

            /** Pricing bid_size. */
            bid_size: (number|null);

            /** Pricing ask. */
            ask: (number|null);

            /** Pricing ask_size. */
            ask_size: (number|null);

            /** Pricing price_hint. */
            price_hint: (number|null);

            /** Pricing vol_24hr. */
            vol_24hr: (number|null);

            /** Pricing vol_all_currencies. */
            vol_all_currencies: (number|null);

            /** Pricing from_currency. */
            from_currency: (string|null);

            /** Pricing last_market. */
            last_market: (string|null);

            /** Pricing circulating_supply. */
            circulating_supply: (number|null);

            /** Pricing market_cap. */
            market_cap: (number|null);

            /** Pricing components. */
            components: (string|null);

            /** Pricing indices. */
            indices: string[];

            /** Pricing cmc_rank. */
            cmc_rank: (number|null);

            /** Pricing underlying_shortname. */
            underlying_shortname: (string|null);

            /** Pricing fifty_two_week_change. */
            fifty_two_week_change: (number|null);

            /** Pricing fifty_two_week_change_percent. */
            fifty_two_week_change_percent: (number|null);

            /** Pricing latest_amount_raised. */
            latest_amount_raised: (number|null);

            /** Pricing latest_funding_date. */
            latest_funding_date: (number|null);

            /** Pricing latest_share_class. */
            latest_share_class: (string|null);

            /** Pricing latest_implied_valuation. */
            latest_implied_valuation: (number|null);

            /** Pricing ytd_return. */
            ytd_return: (number|null);

            /** Pricing qtd_return. */
            qtd_return: (number|null);

            /** Pricing full_day_change. */
            full_day_change: (number|null);

            /** Pricing full_day_change_percent. */
            full_day_change_percent: (number|null);

            /**
             * Encodes the specified Pricing message. Does not implicitly {@link yahoo.v1.Pricing.verify|verify} messages.
             * @param message Pricing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: yahoo.v1.Pricing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Pricing message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {yahoo.v1.Pricing & yahoo.v1.Pricing.$Shape} Pricing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): yahoo.v1.Pricing & yahoo.v1.Pricing.$Shape;
        }

        namespace Pricing {

            /** Properties of a Pricing. */
            interface $Properties {

                /** Pricing id */
                id?: (string|null);

                /** Pricing price */
                price?: (number|null);

                /** Pricing time */
                time?: (number|null);

                /** Pricing currency */
                currency?: (string|null);

                /** Pricing exchange */
                exchange?: (string|null);

                /** Pricing quote_type */
                quote_type?: (number|null);

                /** Pricing market_hours */
                market_hours?: (number|null);

                /** Pricing change_percent */
                change_percent?: (number|null);

                /** Pricing day_volume */
                day_volume?: (number|null);

                /** Pricing day_high */
                day_high?: (number|null);

                /** Pricing day_low */
                day_low?: (number|null);

                /** Pricing change */
                change?: (number|null);

                /** Pricing short_name */
                short_name?: (string|null);

                /** Pricing expire_date */
                expire_date?: (number|null);

                /** Pricing open_price */
                open_price?: (number|null);

                /** Pricing previous_close */
                previous_close?: (number|null);

                /** Pricing strike_price */
                strike_price?: (number|null);

                /** Pricing underlying_symbol */
                underlying_symbol?: (string|null);

                /** Pricing open_interest */
                open_interest?: (number|null);

                /** Pricing options_type */
                options_type?: (number|null);

                /** Pricing mini_option */
                mini_option?: (number|null);

                /** Pricing last_size */
                last_size?: (number|null);

                /** Pricing bid */
                bid?: (number|null);

                /** Pricing bid_size */
                bid_size?: (number|null);

                /** Pricing ask */
                ask?: (number|null);

                /** Pricing ask_size */
                ask_size?: (number|null);

                /** Pricing price_hint */
                price_hint?: (number|null);

                /** Pricing vol_24hr */
                vol_24hr?: (number|null);

                /** Pricing vol_all_currencies */
                vol_all_currencies?: (number|null);

                /** Pricing from_currency */
                from_currency?: (string|null);

                /** Pricing last_market */
                last_market?: (string|null);

                /** Pricing circulating_supply */
                circulating_supply?: (number|null);

                /** Pricing market_cap */
                market_cap?: (number|null);

                /** Pricing components */
                components?: (string|null);

                /** Pricing indices */
                indices?: string[];

                /** Pricing cmc_rank */
                cmc_rank?: (number|null);

                /** Pricing underlying_shortname */
                underlying_shortname?: (string|null);

                /** Pricing fifty_two_week_change */
                fifty_two_week_change?: (number|null);

                /** Pricing fifty_two_week_change_percent */
                fifty_two_week_change_percent?: (number|null);

                /** Pricing latest_amount_raised */
                latest_amount_raised?: (number|null);

                /** Pricing latest_funding_date */
                latest_funding_date?: (number|null);

                /** Pricing latest_share_class */
                latest_share_class?: (string|null);

                /** Pricing latest_implied_valuation */
                latest_implied_valuation?: (number|null);

                /** Pricing ytd_return */
                ytd_return?: (number|null);

                /** Pricing qtd_return */
                qtd_return?: (number|null);

                /** Pricing full_day_change */
                full_day_change?: (number|null);

                /** Pricing full_day_change_percent */
                full_day_change_percent?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Pricing. */
            type $Shape = yahoo.v1.Pricing.$Properties;
        }
    }
}

/** Namespace market. */
export namespace market {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Tick.
         * @deprecated Use market.v1.Tick.$Properties instead.
         */
        interface ITick extends market.v1.Tick.$Properties {
        }

        /** Represents a Tick. */
        class Tick {

            /**
             * Constructs a new Tick.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Tick.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Tick ticker. */
            ticker: string;

            /** Tick time. */
            time: number;

            /** Tick received_time. */
            received_time: number;

            /** Tick price. */
            price: number;

            /** Tick day_volume. */
            day_volume: (number|null);

            /** Tick last_size. */
            last_size: (number|null);

            /** Tick bid. */
            bid: (number|null);

            /** Tick bid_size. */
            bid_size: (number|null);

            /** Tick ask. */
            ask: (number|null);

            /** Tick ask_size. */
            ask_size: (number|null);

            /** Tick exchange. */
            exchange: (string|null);

            /** Tick currency. */
            currency: (string|null);

            /** Tick quote_type. */
            quote_type: (number|null);

            /** Tick market_hours. */
            market_hours: (number|null);

            /** Tick snapshot. */
            snapshot: (boolean|null);

            /** Tick source. */
            source: (string|null);

            /**
             * Encodes the specified Tick message. Does not implicitly {@link market.v1.Tick.verify|verify} messages.
             * @param message Tick message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Tick.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Tick message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Tick & market.v1.Tick.$Shape} Tick
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Tick & market.v1.Tick.$Shape;
        }

        namespace Tick {

            /** Properties of a Tick. */
            interface $Properties {

                /** Tick ticker */
                ticker?: string;

                /** Tick time */
                time?: number;

                /** Tick received_time */
                received_time?: number;

                /** Tick price */
                price?: number;

                /** Tick day_volume */
                day_volume?: (number|null);

                /** Tick last_size */
                last_size?: (number|null);

                /** Tick bid */
                bid?: (number|null);

                /** Tick bid_size */
                bid_size?: (number|null);

                /** Tick ask */
                ask?: (number|null);

                /** Tick ask_size */
                ask_size?: (number|null);

                /** Tick exchange */
                exchange?: (string|null);

                /** Tick currency */
                currency?: (string|null);

                /** Tick quote_type */
                quote_type?: (number|null);

                /** Tick market_hours */
                market_hours?: (number|null);

                /** Tick snapshot */
                snapshot?: (boolean|null);

                /** Tick source */
                source?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Tick. */
            type $Shape = market.v1.Tick.$Properties;
        }

        /**
         * Properties of a Features.
         * @deprecated Use market.v1.Features.$Properties instead.
         */
        interface IFeatures extends market.v1.Features.$Properties {
        }

        /** Represents a Features. */
        class Features {

            /**
             * Constructs a new Features.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Features.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Features ticker. */
            ticker: string;

            /** Features exchange. */
            exchange: (string|null);

            /** Features currency. */
            currency: (string|null);

            /** Features quote_type. */
            quote_type: (number|null);

            /** Features market_hours. */
            market_hours: (number|null);

            /** Features window. */
            window: string;

            /** Features window_kind. */
            window_kind: string;

            /** Features window_start. */
            window_start: number;

            /** Features window_end. */
            window_end: number;

            /** Features first_time. */
            first_time: number;

            /** Features last_time. */
            last_time: number;

            /** Features ticks. */
            ticks: number;

            /** Features open. */
            open: number;

            /** Features high. */
            high: number;

            /** Features low. */
            low: number;

            /** Features close. */
            close: number;

            /** Features mean. */
            mean: number;

            /** Features volume. */
            volume: (number|null);

            /** Features inner_volume. */
            inner_volume: (number|null);

            /** Features high_time. */
            high_time: (number|null);

            /** Features low_time. */
            low_time: (number|null);

            /** Features median. */
            median: (number|null);

            /** Features quantile_05. */
            quantile_05: (number|null);

            /** Features quantile_25. */
            quantile_25: (number|null);

            /** Features quantile_75. */
            quantile_75: (number|null);

            /** Features quantile_95. */
            quantile_95: (number|null);

            /** Features std. */
            std: (number|null);

            /** Features skewness. */
            skewness: (number|null);

            /** Features kurtosis. */
            kurtosis: (number|null);

            /** Features slope. */
            slope: (number|null);

            /** Features twap. */
            twap: (number|null);

            /** Features dollar_volume. */
            dollar_volume: (number|null);

            /** Features vwap. */
            vwap: (number|null);

            /** Features log_return. */
            log_return: (number|null);

            /** Features realized_variance. */
            realized_variance: (number|null);

            /** Features upside_semivariance. */
            upside_semivariance: (number|null);

            /** Features downside_semivariance. */
            downside_semivariance: (number|null);

            /** Features bipower_variation. */
            bipower_variation: (number|null);

            /** Features jump_variation. */
            jump_variation: (number|null);

            /** Features parkinson_variance. */
            parkinson_variance: (number|null);

            /** Features garman_klass_variance. */
            garman_klass_variance: (number|null);

            /** Features rogers_satchell_variance. */
            rogers_satchell_variance: (number|null);

            /** Features up_ticks. */
            up_ticks: (number|null);

            /** Features down_ticks. */
            down_ticks: (number|null);

            /** Features buy_volume. */
            buy_volume: (number|null);

            /** Features sell_volume. */
            sell_volume: (number|null);

            /** Features signed_volume. */
            signed_volume: (number|null);

            /** Features volume_imbalance. */
            volume_imbalance: (number|null);

            /** Features spread. */
            spread: (number|null);

            /** Features spread_bps. */
            spread_bps: (number|null);

            /** Features microprice. */
            microprice: (number|null);

            /** Features amihud. */
            amihud: (number|null);

            /** Features roll_spread. */
            roll_spread: (number|null);

            /** Features longest_silence_ms. */
            longest_silence_ms: (number|null);

            /** Features coverage. */
            coverage: (number|null);

            /** Features custom. */
            custom: { [k: string]: number };

            /** Features first_offset. */
            first_offset: number;

            /** Features last_offset. */
            last_offset: number;

            /** Features duplicate_ticks. */
            duplicate_ticks: number;

            /** Features gap. */
            gap: boolean;

            /** Features partial. */
            partial: boolean;

            /** Features definition. */
            definition: string;

            /**
             * Encodes the specified Features message. Does not implicitly {@link market.v1.Features.verify|verify} messages.
             * @param message Features message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Features.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Features message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Features & market.v1.Features.$Shape} Features
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Features & market.v1.Features.$Shape;
        }

        namespace Features {

            /** Properties of a Features. */
            interface $Properties {

                /** Features ticker */
                ticker?: string;

                /** Features exchange */
                exchange?: (string|null);

                /** Features currency */
                currency?: (string|null);

                /** Features quote_type */
                quote_type?: (number|null);

                /** Features market_hours */
                market_hours?: (number|null);

                /** Features window */
                window?: string;

                /** Features window_kind */
                window_kind?: string;

                /** Features window_start */
                window_start?: number;

                /** Features window_end */
                window_end?: number;

                /** Features first_time */
                first_time?: number;

                /** Features last_time */
                last_time?: number;

                /** Features ticks */
                ticks?: number;

                /** Features open */
                open?: number;

                /** Features high */
                high?: number;

                /** Features low */
                low?: number;

                /** Features close */
                close?: number;

                /** Features mean */
                mean?: number;

                /** Features volume */
                volume?: (number|null);

                /** Features inner_volume */
                inner_volume?: (number|null);

                /** Features high_time */
                high_time?: (number|null);

                /** Features low_time */
                low_time?: (number|null);

                /** Features median */
                median?: (number|null);

                /** Features quantile_05 */
                quantile_05?: (number|null);

                /** Features quantile_25 */
                quantile_25?: (number|null);

                /** Features quantile_75 */
                quantile_75?: (number|null);

                /** Features quantile_95 */
                quantile_95?: (number|null);

                /** Features std */
                std?: (number|null);

                /** Features skewness */
                skewness?: (number|null);

                /** Features kurtosis */
                kurtosis?: (number|null);

                /** Features slope */
                slope?: (number|null);

                /** Features twap */
                twap?: (number|null);

                /** Features dollar_volume */
                dollar_volume?: (number|null);

                /** Features vwap */
                vwap?: (number|null);

                /** Features log_return */
                log_return?: (number|null);

                /** Features realized_variance */
                realized_variance?: (number|null);

                /** Features upside_semivariance */
                upside_semivariance?: (number|null);

                /** Features downside_semivariance */
                downside_semivariance?: (number|null);

                /** Features bipower_variation */
                bipower_variation?: (number|null);

                /** Features jump_variation */
                jump_variation?: (number|null);

                /** Features parkinson_variance */
                parkinson_variance?: (number|null);

                /** Features garman_klass_variance */
                garman_klass_variance?: (number|null);

                /** Features rogers_satchell_variance */
                rogers_satchell_variance?: (number|null);

                /** Features up_ticks */
                up_ticks?: (number|null);

                /** Features down_ticks */
                down_ticks?: (number|null);

                /** Features buy_volume */
                buy_volume?: (number|null);

                /** Features sell_volume */
                sell_volume?: (number|null);

                /** Features signed_volume */
                signed_volume?: (number|null);

                /** Features volume_imbalance */
                volume_imbalance?: (number|null);

                /** Features spread */
                spread?: (number|null);

                /** Features spread_bps */
                spread_bps?: (number|null);

                /** Features microprice */
                microprice?: (number|null);

                /** Features amihud */
                amihud?: (number|null);

                /** Features roll_spread */
                roll_spread?: (number|null);

                /** Features longest_silence_ms */
                longest_silence_ms?: (number|null);

                /** Features coverage */
                coverage?: (number|null);

                /** Features custom */
                custom?: { [k: string]: number };

                /** Features first_offset */
                first_offset?: number;

                /** Features last_offset */
                last_offset?: number;

                /** Features duplicate_ticks */
                duplicate_ticks?: number;

                /** Features gap */
                gap?: boolean;

                /** Features partial */
                partial?: boolean;

                /** Features definition */
                definition?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Features. */
            type $Shape = market.v1.Features.$Properties;
        }

        /**
         * Properties of a Checkpoint.
         * @deprecated Use market.v1.Checkpoint.$Properties instead.
         */
        interface ICheckpoint extends market.v1.Checkpoint.$Properties {
        }

        /** Represents a Checkpoint. */
        class Checkpoint {

            /**
             * Constructs a new Checkpoint.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Checkpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Checkpoint v. */
            v: number;

            /** Checkpoint seq. */
            seq: number;

            /** Checkpoint chunk. */
            chunk: number;

            /** Checkpoint last. */
            last: boolean;

            /** Checkpoint full. */
            full: boolean;

            /** Checkpoint group. */
            group: string;

            /** Checkpoint topic. */
            topic: string;

            /** Checkpoint position. */
            position: number;

            /** Checkpoint low_water. */
            low_water: number;

            /** Checkpoint wait_ms. */
            wait_ms: number;

            /** Checkpoint received. */
            received: market.v1.Checkpoint.Received[];

            /** Checkpoint definitions. */
            definitions: string[];

            /** Checkpoint tickers. */
            tickers: market.v1.Checkpoint.Ticker[];

            /** Checkpoint future_limits. */
            future_limits: market.v1.Checkpoint.FutureLimit[];

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link market.v1.Checkpoint.verify|verify} messages.
             * @param message Checkpoint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Checkpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Checkpoint & market.v1.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Checkpoint & market.v1.Checkpoint.$Shape;
        }

        namespace Checkpoint {

            /** Properties of a Checkpoint. */
            interface $Properties {

                /** Checkpoint v */
                v?: number;

                /** Checkpoint seq */
                seq?: number;

                /** Checkpoint chunk */
                chunk?: number;

                /** Checkpoint last */
                last?: boolean;

                /** Checkpoint full */
                full?: boolean;

                /** Checkpoint group */
                group?: string;

                /** Checkpoint topic */
                topic?: string;

                /** Checkpoint position */
                position?: number;

                /** Checkpoint low_water */
                low_water?: number;

                /** Checkpoint wait_ms */
                wait_ms?: number;

                /** Checkpoint received */
                received?: market.v1.Checkpoint.Received.$Properties[];

                /** Checkpoint definitions */
                definitions?: string[];

                /** Checkpoint tickers */
                tickers?: market.v1.Checkpoint.Ticker.$Properties[];

                /** Checkpoint future_limits */
                future_limits?: market.v1.Checkpoint.FutureLimit.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Checkpoint. */
            type $Shape = market.v1.Checkpoint.$Properties;

            /**
             * Properties of a FutureLimit.
             * @deprecated Use market.v1.Checkpoint.FutureLimit.$Properties instead.
             */
            interface IFutureLimit extends market.v1.Checkpoint.FutureLimit.$Properties {
            }

            /** Represents a FutureLimit. */
            class FutureLimit {

                /**
                 * Constructs a new FutureLimit.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: market.v1.Checkpoint.FutureLimit.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FutureLimit offset. */
                offset: number;

                /** FutureLimit max_future_ms. */
                max_future_ms: number;

                /**
                 * Encodes the specified FutureLimit message. Does not implicitly {@link market.v1.Checkpoint.FutureLimit.verify|verify} messages.
                 * @param message FutureLimit message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: market.v1.Checkpoint.FutureLimit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FutureLimit message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.FutureLimit & market.v1.Checkpoint.FutureLimit.$Shape} FutureLimit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Checkpoint.FutureLimit & market.v1.Checkpoint.FutureLimit.$Shape;
            }

            namespace FutureLimit {

                /** Properties of a FutureLimit. */
                interface $Properties {

                    /** FutureLimit offset */
                    offset?: number;

                    /** FutureLimit max_future_ms */
                    max_future_ms?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FutureLimit. */
                type $Shape = market.v1.Checkpoint.FutureLimit.$Properties;
            }

            /**
             * Properties of a Received.
             * @deprecated Use market.v1.Checkpoint.Received.$Properties instead.
             */
            interface IReceived extends market.v1.Checkpoint.Received.$Properties {
            }

            /** Represents a Received. */
            class Received {

                /**
                 * Constructs a new Received.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: market.v1.Checkpoint.Received.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Received offset. */
                offset: number;

                /** Received time. */
                time: number;

                /**
                 * Encodes the specified Received message. Does not implicitly {@link market.v1.Checkpoint.Received.verify|verify} messages.
                 * @param message Received message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: market.v1.Checkpoint.Received.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Received message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.Received & market.v1.Checkpoint.Received.$Shape} Received
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Checkpoint.Received & market.v1.Checkpoint.Received.$Shape;
            }

            namespace Received {

                /** Properties of a Received. */
                interface $Properties {

                    /** Received offset */
                    offset?: number;

                    /** Received time */
                    time?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Received. */
                type $Shape = market.v1.Checkpoint.Received.$Properties;
            }

            /**
             * Properties of a Ticker.
             * @deprecated Use market.v1.Checkpoint.Ticker.$Properties instead.
             */
            interface ITicker extends market.v1.Checkpoint.Ticker.$Properties {
            }

            /** Represents a Ticker. */
            class Ticker {

                /**
                 * Constructs a new Ticker.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: market.v1.Checkpoint.Ticker.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Ticker ticker. */
                ticker: string;

                /** Ticker watermark. */
                watermark: (number|null);

                /** Ticker settled_at. */
                settled_at: number;

                /** Ticker latest_time. */
                latest_time: number;

                /** Ticker hour. */
                hour: (number|null);

                /** Ticker lead. */
                lead: (number|null);

                /** Ticker previous_lead. */
                previous_lead: (number|null);

                /** Ticker open_gap. */
                open_gap: (number|null);

                /** Ticker gaps. */
                gaps: market.v1.Checkpoint.Gap[];

                /** Ticker carries. */
                carries: market.v1.Checkpoint.Carry[];

                /**
                 * Encodes the specified Ticker message. Does not implicitly {@link market.v1.Checkpoint.Ticker.verify|verify} messages.
                 * @param message Ticker message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: market.v1.Checkpoint.Ticker.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Ticker message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.Ticker & market.v1.Checkpoint.Ticker.$Shape} Ticker
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Checkpoint.Ticker & market.v1.Checkpoint.Ticker.$Shape;
            }

            namespace Ticker {

                /** Properties of a Ticker. */
                interface $Properties {

                    /** Ticker ticker */
                    ticker?: string;

                    /** Ticker watermark */
                    watermark?: (number|null);

                    /** Ticker settled_at */
                    settled_at?: number;

                    /** Ticker latest_time */
                    latest_time?: number;

                    /** Ticker hour */
                    hour?: (number|null);

                    /** Ticker lead */
                    lead?: (number|null);

                    /** Ticker previous_lead */
                    previous_lead?: (number|null);

                    /** Ticker open_gap */
                    open_gap?: (number|null);

                    /** Ticker gaps */
                    gaps?: market.v1.Checkpoint.Gap.$Properties[];

                    /** Ticker carries */
                    carries?: market.v1.Checkpoint.Carry.$Properties[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Ticker. */
                type $Shape = market.v1.Checkpoint.Ticker.$Properties;
            }

            /**
             * Properties of a Gap.
             * @deprecated Use market.v1.Checkpoint.Gap.$Properties instead.
             */
            interface IGap extends market.v1.Checkpoint.Gap.$Properties {
            }

            /** Represents a Gap. */
            class Gap {

                /**
                 * Constructs a new Gap.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: market.v1.Checkpoint.Gap.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Gap from. */
                from: number;

                /** Gap to. */
                to: number;

                /**
                 * Encodes the specified Gap message. Does not implicitly {@link market.v1.Checkpoint.Gap.verify|verify} messages.
                 * @param message Gap message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: market.v1.Checkpoint.Gap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Gap message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.Gap & market.v1.Checkpoint.Gap.$Shape} Gap
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Checkpoint.Gap & market.v1.Checkpoint.Gap.$Shape;
            }

            namespace Gap {

                /** Properties of a Gap. */
                interface $Properties {

                    /** Gap from */
                    from?: number;

                    /** Gap to */
                    to?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Gap. */
                type $Shape = market.v1.Checkpoint.Gap.$Properties;
            }

            /**
             * Properties of a Carry.
             * @deprecated Use market.v1.Checkpoint.Carry.$Properties instead.
             */
            interface ICarry extends market.v1.Checkpoint.Carry.$Properties {
            }

            /** Represents a Carry. */
            class Carry {

                /**
                 * Constructs a new Carry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: market.v1.Checkpoint.Carry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Carry definition. */
                definition: number;

                /** Carry exchange. */
                exchange: (string|null);

                /** Carry session. */
                session: (number|null);

                /** Carry counter. */
                counter: (number|null);

                /** Carry starts_at. */
                starts_at: (number|null);

                /** Carry price. */
                price: (number|null);

                /** Carry sign. */
                sign: (number|null);

                /** Carry closed_through. */
                closed_through: (number|null);

                /**
                 * Encodes the specified Carry message. Does not implicitly {@link market.v1.Checkpoint.Carry.verify|verify} messages.
                 * @param message Carry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: market.v1.Checkpoint.Carry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Carry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.Carry & market.v1.Checkpoint.Carry.$Shape} Carry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Checkpoint.Carry & market.v1.Checkpoint.Carry.$Shape;
            }

            namespace Carry {

                /** Properties of a Carry. */
                interface $Properties {

                    /** Carry definition */
                    definition?: number;

                    /** Carry exchange */
                    exchange?: (string|null);

                    /** Carry session */
                    session?: (number|null);

                    /** Carry counter */
                    counter?: (number|null);

                    /** Carry starts_at */
                    starts_at?: (number|null);

                    /** Carry price */
                    price?: (number|null);

                    /** Carry sign */
                    sign?: (number|null);

                    /** Carry closed_through */
                    closed_through?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Carry. */
                type $Shape = market.v1.Checkpoint.Carry.$Properties;
            }
        }
    }
}
