/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const yahoo = $root.yahoo = (() => {

    /**
     * Namespace yahoo.
     * @exports yahoo
     * @namespace
     */
    const yahoo = {};

    yahoo.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof yahoo
         * @namespace
         */
        const v1 = {};

        v1.Pricing = (function() {

            /**
             * Properties of a Pricing.
             * @typedef {Object} yahoo.v1.Pricing.$Properties
             * @property {string|null} [id] Pricing id
             * @property {number|null} [price] Pricing price
             * @property {number|null} [time] Pricing time
             * @property {string|null} [currency] Pricing currency
             * @property {string|null} [exchange] Pricing exchange
             * @property {number|null} [quote_type] Pricing quote_type
             * @property {number|null} [market_hours] Pricing market_hours
             * @property {number|null} [change_percent] Pricing change_percent
             * @property {number|null} [day_volume] Pricing day_volume
             * @property {number|null} [day_high] Pricing day_high
             * @property {number|null} [day_low] Pricing day_low
             * @property {number|null} [change] Pricing change
             * @property {string|null} [short_name] Pricing short_name
             * @property {number|null} [expire_date] Pricing expire_date
             * @property {number|null} [open_price] Pricing open_price
             * @property {number|null} [previous_close] Pricing previous_close
             * @property {number|null} [strike_price] Pricing strike_price
             * @property {string|null} [underlying_symbol] Pricing underlying_symbol
             * @property {number|null} [open_interest] Pricing open_interest
             * @property {number|null} [options_type] Pricing options_type
             * @property {number|null} [mini_option] Pricing mini_option
             * @property {number|null} [last_size] Pricing last_size
             * @property {number|null} [bid] Pricing bid
             * @property {number|null} [bid_size] Pricing bid_size
             * @property {number|null} [ask] Pricing ask
             * @property {number|null} [ask_size] Pricing ask_size
             * @property {number|null} [price_hint] Pricing price_hint
             * @property {number|null} [vol_24hr] Pricing vol_24hr
             * @property {number|null} [vol_all_currencies] Pricing vol_all_currencies
             * @property {string|null} [from_currency] Pricing from_currency
             * @property {string|null} [last_market] Pricing last_market
             * @property {number|null} [circulating_supply] Pricing circulating_supply
             * @property {number|null} [market_cap] Pricing market_cap
             * @property {string|null} [components] Pricing components
             * @property {Array.<string>} [indices] Pricing indices
             * @property {number|null} [cmc_rank] Pricing cmc_rank
             * @property {string|null} [underlying_shortname] Pricing underlying_shortname
             * @property {number|null} [fifty_two_week_change] Pricing fifty_two_week_change
             * @property {number|null} [fifty_two_week_change_percent] Pricing fifty_two_week_change_percent
             * @property {number|null} [latest_amount_raised] Pricing latest_amount_raised
             * @property {number|null} [latest_funding_date] Pricing latest_funding_date
             * @property {string|null} [latest_share_class] Pricing latest_share_class
             * @property {number|null} [latest_implied_valuation] Pricing latest_implied_valuation
             * @property {number|null} [ytd_return] Pricing ytd_return
             * @property {number|null} [qtd_return] Pricing qtd_return
             * @property {number|null} [full_day_change] Pricing full_day_change
             * @property {number|null} [full_day_change_percent] Pricing full_day_change_percent
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Pricing.
             * @memberof yahoo.v1
             * @interface IPricing
             * @augments yahoo.v1.Pricing.$Properties
             * @deprecated Use yahoo.v1.Pricing.$Properties instead.
             */

            /**
             * Shape of a Pricing.
             * @typedef {yahoo.v1.Pricing.$Properties} yahoo.v1.Pricing.$Shape
             */

            /**
             * Constructs a new Pricing.
             * @memberof yahoo.v1
             * @classdesc Represents a Pricing.
             * @constructor
             * @param {yahoo.v1.Pricing.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Pricing = function (properties) {
                this.indices = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Pricing id.
             * @member {string|null} id
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.id = null;

            /**
             * Pricing price.
             * @member {number|null} price
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.price = null;

            /**
             * Pricing time.
             * @member {number|null} time
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.time = null;

            /**
             * Pricing currency.
             * @member {string|null} currency
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.currency = null;

            /**
             * Pricing exchange.
             * @member {string|null} exchange
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.exchange = null;

            /**
             * Pricing quote_type.
             * @member {number|null} quote_type
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.quote_type = null;

            /**
             * Pricing market_hours.
             * @member {number|null} market_hours
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.market_hours = null;

            /**
             * Pricing change_percent.
             * @member {number|null} change_percent
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.change_percent = null;

            /**
             * Pricing day_volume.
             * @member {number|null} day_volume
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.day_volume = null;

            /**
             * Pricing day_high.
             * @member {number|null} day_high
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.day_high = null;

            /**
             * Pricing day_low.
             * @member {number|null} day_low
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.day_low = null;

            /**
             * Pricing change.
             * @member {number|null} change
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.change = null;

            /**
             * Pricing short_name.
             * @member {string|null} short_name
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.short_name = null;

            /**
             * Pricing expire_date.
             * @member {number|null} expire_date
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.expire_date = null;

            /**
             * Pricing open_price.
             * @member {number|null} open_price
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.open_price = null;

            /**
             * Pricing previous_close.
             * @member {number|null} previous_close
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.previous_close = null;

            /**
             * Pricing strike_price.
             * @member {number|null} strike_price
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.strike_price = null;

            /**
             * Pricing underlying_symbol.
             * @member {string|null} underlying_symbol
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.underlying_symbol = null;

            /**
             * Pricing open_interest.
             * @member {number|null} open_interest
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.open_interest = null;

            /**
             * Pricing options_type.
             * @member {number|null} options_type
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.options_type = null;

            /**
             * Pricing mini_option.
             * @member {number|null} mini_option
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.mini_option = null;

            /**
             * Pricing last_size.
             * @member {number|null} last_size
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.last_size = null;

            /**
             * Pricing bid.
             * @member {number|null} bid
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.bid = null;

            /**
             * Pricing bid_size.
             * @member {number|null} bid_size
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.bid_size = null;

            /**
             * Pricing ask.
             * @member {number|null} ask
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.ask = null;

            /**
             * Pricing ask_size.
             * @member {number|null} ask_size
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.ask_size = null;

            /**
             * Pricing price_hint.
             * @member {number|null} price_hint
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.price_hint = null;

            /**
             * Pricing vol_24hr.
             * @member {number|null} vol_24hr
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.vol_24hr = null;

            /**
             * Pricing vol_all_currencies.
             * @member {number|null} vol_all_currencies
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.vol_all_currencies = null;

            /**
             * Pricing from_currency.
             * @member {string|null} from_currency
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.from_currency = null;

            /**
             * Pricing last_market.
             * @member {string|null} last_market
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.last_market = null;

            /**
             * Pricing circulating_supply.
             * @member {number|null} circulating_supply
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.circulating_supply = null;

            /**
             * Pricing market_cap.
             * @member {number|null} market_cap
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.market_cap = null;

            /**
             * Pricing components.
             * @member {string|null} components
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.components = null;

            /**
             * Pricing indices.
             * @member {Array.<string>} indices
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.indices = $util.emptyArray;

            /**
             * Pricing cmc_rank.
             * @member {number|null} cmc_rank
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.cmc_rank = null;

            /**
             * Pricing underlying_shortname.
             * @member {string|null} underlying_shortname
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.underlying_shortname = null;

            /**
             * Pricing fifty_two_week_change.
             * @member {number|null} fifty_two_week_change
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.fifty_two_week_change = null;

            /**
             * Pricing fifty_two_week_change_percent.
             * @member {number|null} fifty_two_week_change_percent
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.fifty_two_week_change_percent = null;

            /**
             * Pricing latest_amount_raised.
             * @member {number|null} latest_amount_raised
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.latest_amount_raised = null;

            /**
             * Pricing latest_funding_date.
             * @member {number|null} latest_funding_date
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.latest_funding_date = null;

            /**
             * Pricing latest_share_class.
             * @member {string|null} latest_share_class
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.latest_share_class = null;

            /**
             * Pricing latest_implied_valuation.
             * @member {number|null} latest_implied_valuation
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.latest_implied_valuation = null;

            /**
             * Pricing ytd_return.
             * @member {number|null} ytd_return
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.ytd_return = null;

            /**
             * Pricing qtd_return.
             * @member {number|null} qtd_return
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.qtd_return = null;

            /**
             * Pricing full_day_change.
             * @member {number|null} full_day_change
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.full_day_change = null;

            /**
             * Pricing full_day_change_percent.
             * @member {number|null} full_day_change_percent
             * @memberof yahoo.v1.Pricing
             * @instance
             */
            Pricing.prototype.full_day_change_percent = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_id", {
                get: $util.oneOfGetter($oneOfFields = ["id"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_price", {
                get: $util.oneOfGetter($oneOfFields = ["price"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_time", {
                get: $util.oneOfGetter($oneOfFields = ["time"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_currency", {
                get: $util.oneOfGetter($oneOfFields = ["currency"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_exchange", {
                get: $util.oneOfGetter($oneOfFields = ["exchange"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_quote_type", {
                get: $util.oneOfGetter($oneOfFields = ["quote_type"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_market_hours", {
                get: $util.oneOfGetter($oneOfFields = ["market_hours"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_change_percent", {
                get: $util.oneOfGetter($oneOfFields = ["change_percent"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_day_volume", {
                get: $util.oneOfGetter($oneOfFields = ["day_volume"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_day_high", {
                get: $util.oneOfGetter($oneOfFields = ["day_high"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_day_low", {
                get: $util.oneOfGetter($oneOfFields = ["day_low"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_change", {
                get: $util.oneOfGetter($oneOfFields = ["change"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_short_name", {
                get: $util.oneOfGetter($oneOfFields = ["short_name"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_expire_date", {
                get: $util.oneOfGetter($oneOfFields = ["expire_date"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_open_price", {
                get: $util.oneOfGetter($oneOfFields = ["open_price"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_previous_close", {
                get: $util.oneOfGetter($oneOfFields = ["previous_close"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_strike_price", {
                get: $util.oneOfGetter($oneOfFields = ["strike_price"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_underlying_symbol", {
                get: $util.oneOfGetter($oneOfFields = ["underlying_symbol"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_open_interest", {
                get: $util.oneOfGetter($oneOfFields = ["open_interest"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_options_type", {
                get: $util.oneOfGetter($oneOfFields = ["options_type"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_mini_option", {
                get: $util.oneOfGetter($oneOfFields = ["mini_option"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_last_size", {
                get: $util.oneOfGetter($oneOfFields = ["last_size"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_bid", {
                get: $util.oneOfGetter($oneOfFields = ["bid"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_bid_size", {
                get: $util.oneOfGetter($oneOfFields = ["bid_size"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_ask", {
                get: $util.oneOfGetter($oneOfFields = ["ask"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_ask_size", {
                get: $util.oneOfGetter($oneOfFields = ["ask_size"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_price_hint", {
                get: $util.oneOfGetter($oneOfFields = ["price_hint"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_vol_24hr", {
                get: $util.oneOfGetter($oneOfFields = ["vol_24hr"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_vol_all_currencies", {
                get: $util.oneOfGetter($oneOfFields = ["vol_all_currencies"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_from_currency", {
                get: $util.oneOfGetter($oneOfFields = ["from_currency"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_last_market", {
                get: $util.oneOfGetter($oneOfFields = ["last_market"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_circulating_supply", {
                get: $util.oneOfGetter($oneOfFields = ["circulating_supply"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_market_cap", {
                get: $util.oneOfGetter($oneOfFields = ["market_cap"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_components", {
                get: $util.oneOfGetter($oneOfFields = ["components"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_cmc_rank", {
                get: $util.oneOfGetter($oneOfFields = ["cmc_rank"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_underlying_shortname", {
                get: $util.oneOfGetter($oneOfFields = ["underlying_shortname"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_fifty_two_week_change", {
                get: $util.oneOfGetter($oneOfFields = ["fifty_two_week_change"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_fifty_two_week_change_percent", {
                get: $util.oneOfGetter($oneOfFields = ["fifty_two_week_change_percent"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_latest_amount_raised", {
                get: $util.oneOfGetter($oneOfFields = ["latest_amount_raised"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_latest_funding_date", {
                get: $util.oneOfGetter($oneOfFields = ["latest_funding_date"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_latest_share_class", {
                get: $util.oneOfGetter($oneOfFields = ["latest_share_class"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_latest_implied_valuation", {
                get: $util.oneOfGetter($oneOfFields = ["latest_implied_valuation"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_ytd_return", {
                get: $util.oneOfGetter($oneOfFields = ["ytd_return"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_qtd_return", {
                get: $util.oneOfGetter($oneOfFields = ["qtd_return"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_full_day_change", {
                get: $util.oneOfGetter($oneOfFields = ["full_day_change"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Pricing.prototype, "_full_day_change_percent", {
                get: $util.oneOfGetter($oneOfFields = ["full_day_change_percent"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Pricing message. Does not implicitly {@link yahoo.v1.Pricing.verify|verify} messages.
             * @function encode
             * @memberof yahoo.v1.Pricing
             * @static
             * @param {yahoo.v1.Pricing.$Properties} message Pricing message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Pricing.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.price != null && $Object.hasOwnProperty.call(message, "price"))
                    writer.uint32(/* id 2, wireType 5 =*/21).float(message.price);
                if (message.time != null && $Object.hasOwnProperty.call(message, "time"))
                    writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.time);
                if (message.currency != null && $Object.hasOwnProperty.call(message, "currency"))
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.currency);
                if (message.exchange != null && $Object.hasOwnProperty.call(message, "exchange"))
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.exchange);
                if (message.quote_type != null && $Object.hasOwnProperty.call(message, "quote_type"))
                    writer.uint32(/* id 6, wireType 0 =*/48).int32(message.quote_type);
                if (message.market_hours != null && $Object.hasOwnProperty.call(message, "market_hours"))
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.market_hours);
                if (message.change_percent != null && $Object.hasOwnProperty.call(message, "change_percent"))
                    writer.uint32(/* id 8, wireType 5 =*/69).float(message.change_percent);
                if (message.day_volume != null && $Object.hasOwnProperty.call(message, "day_volume"))
                    writer.uint32(/* id 9, wireType 0 =*/72).sint64(message.day_volume);
                if (message.day_high != null && $Object.hasOwnProperty.call(message, "day_high"))
                    writer.uint32(/* id 10, wireType 5 =*/85).float(message.day_high);
                if (message.day_low != null && $Object.hasOwnProperty.call(message, "day_low"))
                    writer.uint32(/* id 11, wireType 5 =*/93).float(message.day_low);
                if (message.change != null && $Object.hasOwnProperty.call(message, "change"))
                    writer.uint32(/* id 12, wireType 5 =*/101).float(message.change);
                if (message.short_name != null && $Object.hasOwnProperty.call(message, "short_name"))
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.short_name);
                if (message.expire_date != null && $Object.hasOwnProperty.call(message, "expire_date"))
                    writer.uint32(/* id 14, wireType 0 =*/112).sint64(message.expire_date);
                if (message.open_price != null && $Object.hasOwnProperty.call(message, "open_price"))
                    writer.uint32(/* id 15, wireType 5 =*/125).float(message.open_price);
                if (message.previous_close != null && $Object.hasOwnProperty.call(message, "previous_close"))
                    writer.uint32(/* id 16, wireType 5 =*/133).float(message.previous_close);
                if (message.strike_price != null && $Object.hasOwnProperty.call(message, "strike_price"))
                    writer.uint32(/* id 17, wireType 5 =*/141).float(message.strike_price);
                if (message.underlying_symbol != null && $Object.hasOwnProperty.call(message, "underlying_symbol"))
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.underlying_symbol);
                if (message.open_interest != null && $Object.hasOwnProperty.call(message, "open_interest"))
                    writer.uint32(/* id 19, wireType 0 =*/152).sint64(message.open_interest);
                if (message.options_type != null && $Object.hasOwnProperty.call(message, "options_type"))
                    writer.uint32(/* id 20, wireType 0 =*/160).sint64(message.options_type);
                if (message.mini_option != null && $Object.hasOwnProperty.call(message, "mini_option"))
                    writer.uint32(/* id 21, wireType 0 =*/168).sint64(message.mini_option);
                if (message.last_size != null && $Object.hasOwnProperty.call(message, "last_size"))
                    writer.uint32(/* id 22, wireType 0 =*/176).sint64(message.last_size);
                if (message.bid != null && $Object.hasOwnProperty.call(message, "bid"))
                    writer.uint32(/* id 23, wireType 5 =*/189).float(message.bid);
                if (message.bid_size != null && $Object.hasOwnProperty.call(message, "bid_size"))
                    writer.uint32(/* id 24, wireType 0 =*/192).sint64(message.bid_size);
                if (message.ask != null && $Object.hasOwnProperty.call(message, "ask"))
                    writer.uint32(/* id 25, wireType 5 =*/205).float(message.ask);
                if (message.ask_size != null && $Object.hasOwnProperty.call(message, "ask_size"))
                    writer.uint32(/* id 26, wireType 0 =*/208).sint64(message.ask_size);
                if (message.price_hint != null && $Object.hasOwnProperty.call(message, "price_hint"))
                    writer.uint32(/* id 27, wireType 0 =*/216).sint64(message.price_hint);
                if (message.vol_24hr != null && $Object.hasOwnProperty.call(message, "vol_24hr"))
                    writer.uint32(/* id 28, wireType 0 =*/224).sint64(message.vol_24hr);
                if (message.vol_all_currencies != null && $Object.hasOwnProperty.call(message, "vol_all_currencies"))
                    writer.uint32(/* id 29, wireType 0 =*/232).sint64(message.vol_all_currencies);
                if (message.from_currency != null && $Object.hasOwnProperty.call(message, "from_currency"))
                    writer.uint32(/* id 30, wireType 2 =*/242).string(message.from_currency);
                if (message.last_market != null && $Object.hasOwnProperty.call(message, "last_market"))
                    writer.uint32(/* id 31, wireType 2 =*/250).string(message.last_market);
                if (message.circulating_supply != null && $Object.hasOwnProperty.call(message, "circulating_supply"))
                    writer.uint32(/* id 32, wireType 1 =*/257).double(message.circulating_supply);
                if (message.market_cap != null && $Object.hasOwnProperty.call(message, "market_cap"))
                    writer.uint32(/* id 33, wireType 1 =*/265).double(message.market_cap);
                if (message.components != null && $Object.hasOwnProperty.call(message, "components"))
                    writer.uint32(/* id 34, wireType 2 =*/274).string(message.components);
                if (message.indices != null && message.indices.length)
                    for (let i = 0; i < message.indices.length; ++i)
                        writer.uint32(/* id 35, wireType 2 =*/282).string(message.indices[i]);
                if (message.cmc_rank != null && $Object.hasOwnProperty.call(message, "cmc_rank"))
                    writer.uint32(/* id 36, wireType 0 =*/288).sint64(message.cmc_rank);
                if (message.underlying_shortname != null && $Object.hasOwnProperty.call(message, "underlying_shortname"))
                    writer.uint32(/* id 37, wireType 2 =*/298).string(message.underlying_shortname);
                if (message.fifty_two_week_change != null && $Object.hasOwnProperty.call(message, "fifty_two_week_change"))
                    writer.uint32(/* id 38, wireType 5 =*/309).float(message.fifty_two_week_change);
                if (message.fifty_two_week_change_percent != null && $Object.hasOwnProperty.call(message, "fifty_two_week_change_percent"))
                    writer.uint32(/* id 39, wireType 5 =*/317).float(message.fifty_two_week_change_percent);
                if (message.latest_amount_raised != null && $Object.hasOwnProperty.call(message, "latest_amount_raised"))
                    writer.uint32(/* id 40, wireType 5 =*/325).float(message.latest_amount_raised);
                if (message.latest_funding_date != null && $Object.hasOwnProperty.call(message, "latest_funding_date"))
                    writer.uint32(/* id 41, wireType 0 =*/328).sint64(message.latest_funding_date);
                if (message.latest_share_class != null && $Object.hasOwnProperty.call(message, "latest_share_class"))
                    writer.uint32(/* id 42, wireType 2 =*/338).string(message.latest_share_class);
                if (message.latest_implied_valuation != null && $Object.hasOwnProperty.call(message, "latest_implied_valuation"))
                    writer.uint32(/* id 43, wireType 5 =*/349).float(message.latest_implied_valuation);
                if (message.ytd_return != null && $Object.hasOwnProperty.call(message, "ytd_return"))
                    writer.uint32(/* id 44, wireType 5 =*/357).float(message.ytd_return);
                if (message.qtd_return != null && $Object.hasOwnProperty.call(message, "qtd_return"))
                    writer.uint32(/* id 45, wireType 5 =*/365).float(message.qtd_return);
                if (message.full_day_change != null && $Object.hasOwnProperty.call(message, "full_day_change"))
                    writer.uint32(/* id 46, wireType 5 =*/373).float(message.full_day_change);
                if (message.full_day_change_percent != null && $Object.hasOwnProperty.call(message, "full_day_change_percent"))
                    writer.uint32(/* id 47, wireType 5 =*/381).float(message.full_day_change_percent);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Pricing message from the specified reader or buffer.
             * @function decode
             * @memberof yahoo.v1.Pricing
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {yahoo.v1.Pricing & yahoo.v1.Pricing.$Shape} Pricing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Pricing.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.yahoo.v1.Pricing();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.id = reader.stringVerify();
                            message._id = "id";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.price = reader.float();
                            message._price = "price";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.time = reader.sint64();
                            message._time = "time";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.currency = reader.stringVerify();
                            message._currency = "currency";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.exchange = reader.stringVerify();
                            message._exchange = "exchange";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.quote_type = reader.int32();
                            message._quote_type = "quote_type";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.market_hours = reader.int32();
                            message._market_hours = "market_hours";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 5)
                                break;
                            message.change_percent = reader.float();
                            message._change_percent = "change_percent";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.day_volume = reader.sint64();
                            message._day_volume = "day_volume";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 5)
                                break;
                            message.day_high = reader.float();
                            message._day_high = "day_high";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 5)
                                break;
                            message.day_low = reader.float();
                            message._day_low = "day_low";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 5)
                                break;
                            message.change = reader.float();
                            message._change = "change";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.short_name = reader.stringVerify();
                            message._short_name = "short_name";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            message.expire_date = reader.sint64();
                            message._expire_date = "expire_date";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 5)
                                break;
                            message.open_price = reader.float();
                            message._open_price = "open_price";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 5)
                                break;
                            message.previous_close = reader.float();
                            message._previous_close = "previous_close";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 5)
                                break;
                            message.strike_price = reader.float();
                            message._strike_price = "strike_price";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.underlying_symbol = reader.stringVerify();
                            message._underlying_symbol = "underlying_symbol";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            message.open_interest = reader.sint64();
                            message._open_interest = "open_interest";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 0)
                                break;
                            message.options_type = reader.sint64();
                            message._options_type = "options_type";
                            continue;
                        }
                    case 21: {
                            if (wireType !== 0)
                                break;
                            message.mini_option = reader.sint64();
                            message._mini_option = "mini_option";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 0)
                                break;
                            message.last_size = reader.sint64();
                            message._last_size = "last_size";
                            continue;
                        }
                    case 23: {
                            if (wireType !== 5)
                                break;
                            message.bid = reader.float();
                            message._bid = "bid";
                            continue;
                        }
                    case 24: {
                            if (wireType !== 0)
                                break;
                            message.bid_size = reader.sint64();
                            message._bid_size = "bid_size";
                            continue;
                        }
                    case 25: {
                            if (wireType !== 5)
                                break;
                            message.ask = reader.float();
                            message._ask = "ask";
                            continue;
                        }
                    case 26: {
                            if (wireType !== 0)
                                break;
                            message.ask_size = reader.sint64();
                            message._ask_size = "ask_size";
                            continue;
                        }
                    case 27: {
                            if (wireType !== 0)
                                break;
                            message.price_hint = reader.sint64();
                            message._price_hint = "price_hint";
                            continue;
                        }
                    case 28: {
                            if (wireType !== 0)
                                break;
                            message.vol_24hr = reader.sint64();
                            message._vol_24hr = "vol_24hr";
                            continue;
                        }
                    case 29: {
                            if (wireType !== 0)
                                break;
                            message.vol_all_currencies = reader.sint64();
                            message._vol_all_currencies = "vol_all_currencies";
                            continue;
                        }
                    case 30: {
                            if (wireType !== 2)
                                break;
                            message.from_currency = reader.stringVerify();
                            message._from_currency = "from_currency";
                            continue;
                        }
                    case 31: {
                            if (wireType !== 2)
                                break;
                            message.last_market = reader.stringVerify();
                            message._last_market = "last_market";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 1)
                                break;
                            message.circulating_supply = reader.double();
                            message._circulating_supply = "circulating_supply";
                            continue;
                        }
                    case 33: {
                            if (wireType !== 1)
                                break;
                            message.market_cap = reader.double();
                            message._market_cap = "market_cap";
                            continue;
                        }
                    case 34: {
                            if (wireType !== 2)
                                break;
                            message.components = reader.stringVerify();
                            message._components = "components";
                            continue;
                        }
                    case 35: {
                            if (wireType !== 2)
                                break;
                            if (!(message.indices && message.indices.length))
                                message.indices = [];
                            message.indices.push(reader.stringVerify());
                            continue;
                        }
                    case 36: {
                            if (wireType !== 0)
                                break;
                            message.cmc_rank = reader.sint64();
                            message._cmc_rank = "cmc_rank";
                            continue;
                        }
                    case 37: {
                            if (wireType !== 2)
                                break;
                            message.underlying_shortname = reader.stringVerify();
                            message._underlying_shortname = "underlying_shortname";
                            continue;
                        }
                    case 38: {
                            if (wireType !== 5)
                                break;
                            message.fifty_two_week_change = reader.float();
                            message._fifty_two_week_change = "fifty_two_week_change";
                            continue;
                        }
                    case 39: {
                            if (wireType !== 5)
                                break;
                            message.fifty_two_week_change_percent = reader.float();
                            message._fifty_two_week_change_percent = "fifty_two_week_change_percent";
                            continue;
                        }
                    case 40: {
                            if (wireType !== 5)
                                break;
                            message.latest_amount_raised = reader.float();
                            message._latest_amount_raised = "latest_amount_raised";
                            continue;
                        }
                    case 41: {
                            if (wireType !== 0)
                                break;
                            message.latest_funding_date = reader.sint64();
                            message._latest_funding_date = "latest_funding_date";
                            continue;
                        }
                    case 42: {
                            if (wireType !== 2)
                                break;
                            message.latest_share_class = reader.stringVerify();
                            message._latest_share_class = "latest_share_class";
                            continue;
                        }
                    case 43: {
                            if (wireType !== 5)
                                break;
                            message.latest_implied_valuation = reader.float();
                            message._latest_implied_valuation = "latest_implied_valuation";
                            continue;
                        }
                    case 44: {
                            if (wireType !== 5)
                                break;
                            message.ytd_return = reader.float();
                            message._ytd_return = "ytd_return";
                            continue;
                        }
                    case 45: {
                            if (wireType !== 5)
                                break;
                            message.qtd_return = reader.float();
                            message._qtd_return = "qtd_return";
                            continue;
                        }
                    case 46: {
                            if (wireType !== 5)
                                break;
                            message.full_day_change = reader.float();
                            message._full_day_change = "full_day_change";
                            continue;
                        }
                    case 47: {
                            if (wireType !== 5)
                                break;
                            message.full_day_change_percent = reader.float();
                            message._full_day_change_percent = "full_day_change_percent";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Pricing;
        })();

        return v1;
    })();

    return yahoo;
})();

export const market = $root.market = (() => {

    /**
     * Namespace market.
     * @exports market
     * @namespace
     */
    const market = {};

    market.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof market
         * @namespace
         */
        const v1 = {};

        v1.Tick = (function() {

            /**
             * Properties of a Tick.
             * @typedef {Object} market.v1.Tick.$Properties
             * @property {string} [ticker] Tick ticker
             * @property {number} [time] Tick time
             * @property {number} [received_time] Tick received_time
             * @property {number} [price] Tick price
             * @property {number|null} [day_volume] Tick day_volume
             * @property {number|null} [last_size] Tick last_size
             * @property {number|null} [bid] Tick bid
             * @property {number|null} [bid_size] Tick bid_size
             * @property {number|null} [ask] Tick ask
             * @property {number|null} [ask_size] Tick ask_size
             * @property {string|null} [exchange] Tick exchange
             * @property {string|null} [currency] Tick currency
             * @property {number|null} [quote_type] Tick quote_type
             * @property {number|null} [market_hours] Tick market_hours
             * @property {boolean|null} [snapshot] Tick snapshot
             * @property {string|null} [source] Tick source
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Tick.
             * @memberof market.v1
             * @interface ITick
             * @augments market.v1.Tick.$Properties
             * @deprecated Use market.v1.Tick.$Properties instead.
             */

            /**
             * Shape of a Tick.
             * @typedef {market.v1.Tick.$Properties} market.v1.Tick.$Shape
             */

            /**
             * Constructs a new Tick.
             * @memberof market.v1
             * @classdesc Represents a Tick.
             * @constructor
             * @param {market.v1.Tick.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Tick = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Tick ticker.
             * @member {string} ticker
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.ticker = "";

            /**
             * Tick time.
             * @member {number} time
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.time = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Tick received_time.
             * @member {number} received_time
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.received_time = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Tick price.
             * @member {number} price
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.price = 0;

            /**
             * Tick day_volume.
             * @member {number|null} day_volume
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.day_volume = null;

            /**
             * Tick last_size.
             * @member {number|null} last_size
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.last_size = null;

            /**
             * Tick bid.
             * @member {number|null} bid
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.bid = null;

            /**
             * Tick bid_size.
             * @member {number|null} bid_size
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.bid_size = null;

            /**
             * Tick ask.
             * @member {number|null} ask
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.ask = null;

            /**
             * Tick ask_size.
             * @member {number|null} ask_size
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.ask_size = null;

            /**
             * Tick exchange.
             * @member {string|null} exchange
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.exchange = null;

            /**
             * Tick currency.
             * @member {string|null} currency
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.currency = null;

            /**
             * Tick quote_type.
             * @member {number|null} quote_type
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.quote_type = null;

            /**
             * Tick market_hours.
             * @member {number|null} market_hours
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.market_hours = null;

            /**
             * Tick snapshot.
             * @member {boolean|null} snapshot
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.snapshot = null;

            /**
             * Tick source.
             * @member {string|null} source
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.source = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_day_volume", {
                get: $util.oneOfGetter($oneOfFields = ["day_volume"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_last_size", {
                get: $util.oneOfGetter($oneOfFields = ["last_size"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_bid", {
                get: $util.oneOfGetter($oneOfFields = ["bid"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_bid_size", {
                get: $util.oneOfGetter($oneOfFields = ["bid_size"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_ask", {
                get: $util.oneOfGetter($oneOfFields = ["ask"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_ask_size", {
                get: $util.oneOfGetter($oneOfFields = ["ask_size"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_exchange", {
                get: $util.oneOfGetter($oneOfFields = ["exchange"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_currency", {
                get: $util.oneOfGetter($oneOfFields = ["currency"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_quote_type", {
                get: $util.oneOfGetter($oneOfFields = ["quote_type"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_market_hours", {
                get: $util.oneOfGetter($oneOfFields = ["market_hours"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_snapshot", {
                get: $util.oneOfGetter($oneOfFields = ["snapshot"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Tick.prototype, "_source", {
                get: $util.oneOfGetter($oneOfFields = ["source"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Tick message. Does not implicitly {@link market.v1.Tick.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Tick
             * @static
             * @param {market.v1.Tick.$Properties} message Tick message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Tick.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ticker != null && $Object.hasOwnProperty.call(message, "ticker") && message.ticker !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.ticker);
                if (message.time != null && $Object.hasOwnProperty.call(message, "time") && (typeof message.time === "object" ? message.time.low || message.time.high : message.time !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).int64(message.time);
                if (message.received_time != null && $Object.hasOwnProperty.call(message, "received_time") && (typeof message.received_time === "object" ? message.received_time.low || message.received_time.high : message.received_time !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).int64(message.received_time);
                if (message.price != null && $Object.hasOwnProperty.call(message, "price") && !$Object.is(message.price, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.price);
                if (message.day_volume != null && $Object.hasOwnProperty.call(message, "day_volume"))
                    writer.uint32(/* id 5, wireType 0 =*/40).int64(message.day_volume);
                if (message.last_size != null && $Object.hasOwnProperty.call(message, "last_size"))
                    writer.uint32(/* id 6, wireType 0 =*/48).int64(message.last_size);
                if (message.bid != null && $Object.hasOwnProperty.call(message, "bid"))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.bid);
                if (message.bid_size != null && $Object.hasOwnProperty.call(message, "bid_size"))
                    writer.uint32(/* id 8, wireType 0 =*/64).int64(message.bid_size);
                if (message.ask != null && $Object.hasOwnProperty.call(message, "ask"))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.ask);
                if (message.ask_size != null && $Object.hasOwnProperty.call(message, "ask_size"))
                    writer.uint32(/* id 10, wireType 0 =*/80).int64(message.ask_size);
                if (message.exchange != null && $Object.hasOwnProperty.call(message, "exchange"))
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.exchange);
                if (message.currency != null && $Object.hasOwnProperty.call(message, "currency"))
                    writer.uint32(/* id 12, wireType 2 =*/98).string(message.currency);
                if (message.quote_type != null && $Object.hasOwnProperty.call(message, "quote_type"))
                    writer.uint32(/* id 13, wireType 0 =*/104).int32(message.quote_type);
                if (message.market_hours != null && $Object.hasOwnProperty.call(message, "market_hours"))
                    writer.uint32(/* id 14, wireType 0 =*/112).int32(message.market_hours);
                if (message.snapshot != null && $Object.hasOwnProperty.call(message, "snapshot"))
                    writer.uint32(/* id 15, wireType 0 =*/120).bool(message.snapshot);
                if (message.source != null && $Object.hasOwnProperty.call(message, "source"))
                    writer.uint32(/* id 16, wireType 2 =*/130).string(message.source);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Tick message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Tick
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Tick & market.v1.Tick.$Shape} Tick
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Tick.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Tick();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.ticker = value;
                            else
                                delete message.ticker;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.time = value;
                            else
                                delete message.time;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.received_time = value;
                            else
                                delete message.received_time;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.price = value;
                            else
                                delete message.price;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.day_volume = reader.int64();
                            message._day_volume = "day_volume";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.last_size = reader.int64();
                            message._last_size = "last_size";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            message.bid = reader.double();
                            message._bid = "bid";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.bid_size = reader.int64();
                            message._bid_size = "bid_size";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            message.ask = reader.double();
                            message._ask = "ask";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            message.ask_size = reader.int64();
                            message._ask_size = "ask_size";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.exchange = reader.stringVerify();
                            message._exchange = "exchange";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.currency = reader.stringVerify();
                            message._currency = "currency";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            message.quote_type = reader.int32();
                            message._quote_type = "quote_type";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            message.market_hours = reader.int32();
                            message._market_hours = "market_hours";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            message.snapshot = reader.bool();
                            message._snapshot = "snapshot";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.source = reader.stringVerify();
                            message._source = "source";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Tick;
        })();

        v1.Features = (function() {

            /**
             * Properties of a Features.
             * @typedef {Object} market.v1.Features.$Properties
             * @property {string} [ticker] Features ticker
             * @property {string|null} [exchange] Features exchange
             * @property {string|null} [currency] Features currency
             * @property {number|null} [quote_type] Features quote_type
             * @property {number|null} [market_hours] Features market_hours
             * @property {string} [window] Features window
             * @property {string} [window_kind] Features window_kind
             * @property {number} [window_start] Features window_start
             * @property {number} [window_end] Features window_end
             * @property {number} [first_time] Features first_time
             * @property {number} [last_time] Features last_time
             * @property {number} [ticks] Features ticks
             * @property {number} [open] Features open
             * @property {number} [high] Features high
             * @property {number} [low] Features low
             * @property {number} [close] Features close
             * @property {number} [mean] Features mean
             * @property {number|null} [volume] Features volume
             * @property {number|null} [inner_volume] Features inner_volume
             * @property {number|null} [high_time] Features high_time
             * @property {number|null} [low_time] Features low_time
             * @property {number|null} [median] Features median
             * @property {number|null} [quantile_05] Features quantile_05
             * @property {number|null} [quantile_25] Features quantile_25
             * @property {number|null} [quantile_75] Features quantile_75
             * @property {number|null} [quantile_95] Features quantile_95
             * @property {number|null} [std] Features std
             * @property {number|null} [skewness] Features skewness
             * @property {number|null} [kurtosis] Features kurtosis
             * @property {number|null} [slope] Features slope
             * @property {number|null} [twap] Features twap
             * @property {number|null} [dollar_volume] Features dollar_volume
             * @property {number|null} [vwap] Features vwap
             * @property {number|null} [log_return] Features log_return
             * @property {number|null} [realized_variance] Features realized_variance
             * @property {number|null} [upside_semivariance] Features upside_semivariance
             * @property {number|null} [downside_semivariance] Features downside_semivariance
             * @property {number|null} [bipower_variation] Features bipower_variation
             * @property {number|null} [jump_variation] Features jump_variation
             * @property {number|null} [parkinson_variance] Features parkinson_variance
             * @property {number|null} [garman_klass_variance] Features garman_klass_variance
             * @property {number|null} [rogers_satchell_variance] Features rogers_satchell_variance
             * @property {number|null} [up_ticks] Features up_ticks
             * @property {number|null} [down_ticks] Features down_ticks
             * @property {number|null} [buy_volume] Features buy_volume
             * @property {number|null} [sell_volume] Features sell_volume
             * @property {number|null} [signed_volume] Features signed_volume
             * @property {number|null} [volume_imbalance] Features volume_imbalance
             * @property {number|null} [spread] Features spread
             * @property {number|null} [spread_bps] Features spread_bps
             * @property {number|null} [microprice] Features microprice
             * @property {number|null} [amihud] Features amihud
             * @property {number|null} [roll_spread] Features roll_spread
             * @property {number|null} [longest_silence_ms] Features longest_silence_ms
             * @property {number|null} [coverage] Features coverage
             * @property {Object.<string,number>} [custom] Features custom
             * @property {number} [first_offset] Features first_offset
             * @property {number} [last_offset] Features last_offset
             * @property {number} [duplicate_ticks] Features duplicate_ticks
             * @property {boolean} [gap] Features gap
             * @property {boolean} [partial] Features partial
             * @property {string} [definition] Features definition
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Features.
             * @memberof market.v1
             * @interface IFeatures
             * @augments market.v1.Features.$Properties
             * @deprecated Use market.v1.Features.$Properties instead.
             */

            /**
             * Shape of a Features.
             * @typedef {market.v1.Features.$Properties} market.v1.Features.$Shape
             */

            /**
             * Constructs a new Features.
             * @memberof market.v1
             * @classdesc Represents a Features.
             * @constructor
             * @param {market.v1.Features.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Features = function (properties) {
                this.custom = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Features ticker.
             * @member {string} ticker
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.ticker = "";

            /**
             * Features exchange.
             * @member {string|null} exchange
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.exchange = null;

            /**
             * Features currency.
             * @member {string|null} currency
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.currency = null;

            /**
             * Features quote_type.
             * @member {number|null} quote_type
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.quote_type = null;

            /**
             * Features market_hours.
             * @member {number|null} market_hours
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.market_hours = null;

            /**
             * Features window.
             * @member {string} window
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.window = "";

            /**
             * Features window_kind.
             * @member {string} window_kind
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.window_kind = "";

            /**
             * Features window_start.
             * @member {number} window_start
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.window_start = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Features window_end.
             * @member {number} window_end
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.window_end = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Features first_time.
             * @member {number} first_time
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.first_time = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Features last_time.
             * @member {number} last_time
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.last_time = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Features ticks.
             * @member {number} ticks
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.ticks = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Features open.
             * @member {number} open
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.open = 0;

            /**
             * Features high.
             * @member {number} high
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.high = 0;

            /**
             * Features low.
             * @member {number} low
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.low = 0;

            /**
             * Features close.
             * @member {number} close
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.close = 0;

            /**
             * Features mean.
             * @member {number} mean
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.mean = 0;

            /**
             * Features volume.
             * @member {number|null} volume
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.volume = null;

            /**
             * Features inner_volume.
             * @member {number|null} inner_volume
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.inner_volume = null;

            /**
             * Features high_time.
             * @member {number|null} high_time
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.high_time = null;

            /**
             * Features low_time.
             * @member {number|null} low_time
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.low_time = null;

            /**
             * Features median.
             * @member {number|null} median
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.median = null;

            /**
             * Features quantile_05.
             * @member {number|null} quantile_05
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.quantile_05 = null;

            /**
             * Features quantile_25.
             * @member {number|null} quantile_25
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.quantile_25 = null;

            /**
             * Features quantile_75.
             * @member {number|null} quantile_75
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.quantile_75 = null;

            /**
             * Features quantile_95.
             * @member {number|null} quantile_95
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.quantile_95 = null;

            /**
             * Features std.
             * @member {number|null} std
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.std = null;

            /**
             * Features skewness.
             * @member {number|null} skewness
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.skewness = null;

            /**
             * Features kurtosis.
             * @member {number|null} kurtosis
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.kurtosis = null;

            /**
             * Features slope.
             * @member {number|null} slope
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.slope = null;

            /**
             * Features twap.
             * @member {number|null} twap
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.twap = null;

            /**
             * Features dollar_volume.
             * @member {number|null} dollar_volume
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.dollar_volume = null;

            /**
             * Features vwap.
             * @member {number|null} vwap
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.vwap = null;

            /**
             * Features log_return.
             * @member {number|null} log_return
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.log_return = null;

            /**
             * Features realized_variance.
             * @member {number|null} realized_variance
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.realized_variance = null;

            /**
             * Features upside_semivariance.
             * @member {number|null} upside_semivariance
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.upside_semivariance = null;

            /**
             * Features downside_semivariance.
             * @member {number|null} downside_semivariance
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.downside_semivariance = null;

            /**
             * Features bipower_variation.
             * @member {number|null} bipower_variation
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.bipower_variation = null;

            /**
             * Features jump_variation.
             * @member {number|null} jump_variation
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.jump_variation = null;

            /**
             * Features parkinson_variance.
             * @member {number|null} parkinson_variance
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.parkinson_variance = null;

            /**
             * Features garman_klass_variance.
             * @member {number|null} garman_klass_variance
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.garman_klass_variance = null;

            /**
             * Features rogers_satchell_variance.
             * @member {number|null} rogers_satchell_variance
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.rogers_satchell_variance = null;

            /**
             * Features up_ticks.
             * @member {number|null} up_ticks
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.up_ticks = null;

            /**
             * Features down_ticks.
             * @member {number|null} down_ticks
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.down_ticks = null;

            /**
             * Features buy_volume.
             * @member {number|null} buy_volume
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.buy_volume = null;

            /**
             * Features sell_volume.
             * @member {number|null} sell_volume
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.sell_volume = null;

            /**
             * Features signed_volume.
             * @member {number|null} signed_volume
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.signed_volume = null;

            /**
             * Features volume_imbalance.
             * @member {number|null} volume_imbalance
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.volume_imbalance = null;

            /**
             * Features spread.
             * @member {number|null} spread
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.spread = null;

            /**
             * Features spread_bps.
             * @member {number|null} spread_bps
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.spread_bps = null;

            /**
             * Features microprice.
             * @member {number|null} microprice
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.microprice = null;

            /**
             * Features amihud.
             * @member {number|null} amihud
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.amihud = null;

            /**
             * Features roll_spread.
             * @member {number|null} roll_spread
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.roll_spread = null;

            /**
             * Features longest_silence_ms.
             * @member {number|null} longest_silence_ms
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.longest_silence_ms = null;

            /**
             * Features coverage.
             * @member {number|null} coverage
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.coverage = null;

            /**
             * Features custom.
             * @member {Object.<string,number>} custom
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.custom = $util.emptyObject;

            /**
             * Features first_offset.
             * @member {number} first_offset
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.first_offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Features last_offset.
             * @member {number} last_offset
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.last_offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Features duplicate_ticks.
             * @member {number} duplicate_ticks
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.duplicate_ticks = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Features gap.
             * @member {boolean} gap
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.gap = false;

            /**
             * Features partial.
             * @member {boolean} partial
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.partial = false;

            /**
             * Features definition.
             * @member {string} definition
             * @memberof market.v1.Features
             * @instance
             */
            Features.prototype.definition = "";

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_exchange", {
                get: $util.oneOfGetter($oneOfFields = ["exchange"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_currency", {
                get: $util.oneOfGetter($oneOfFields = ["currency"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_quote_type", {
                get: $util.oneOfGetter($oneOfFields = ["quote_type"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_market_hours", {
                get: $util.oneOfGetter($oneOfFields = ["market_hours"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_volume", {
                get: $util.oneOfGetter($oneOfFields = ["volume"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_inner_volume", {
                get: $util.oneOfGetter($oneOfFields = ["inner_volume"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_high_time", {
                get: $util.oneOfGetter($oneOfFields = ["high_time"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_low_time", {
                get: $util.oneOfGetter($oneOfFields = ["low_time"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_median", {
                get: $util.oneOfGetter($oneOfFields = ["median"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_quantile_05", {
                get: $util.oneOfGetter($oneOfFields = ["quantile_05"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_quantile_25", {
                get: $util.oneOfGetter($oneOfFields = ["quantile_25"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_quantile_75", {
                get: $util.oneOfGetter($oneOfFields = ["quantile_75"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_quantile_95", {
                get: $util.oneOfGetter($oneOfFields = ["quantile_95"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_std", {
                get: $util.oneOfGetter($oneOfFields = ["std"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_skewness", {
                get: $util.oneOfGetter($oneOfFields = ["skewness"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_kurtosis", {
                get: $util.oneOfGetter($oneOfFields = ["kurtosis"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_slope", {
                get: $util.oneOfGetter($oneOfFields = ["slope"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_twap", {
                get: $util.oneOfGetter($oneOfFields = ["twap"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_dollar_volume", {
                get: $util.oneOfGetter($oneOfFields = ["dollar_volume"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_vwap", {
                get: $util.oneOfGetter($oneOfFields = ["vwap"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_log_return", {
                get: $util.oneOfGetter($oneOfFields = ["log_return"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_realized_variance", {
                get: $util.oneOfGetter($oneOfFields = ["realized_variance"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_upside_semivariance", {
                get: $util.oneOfGetter($oneOfFields = ["upside_semivariance"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_downside_semivariance", {
                get: $util.oneOfGetter($oneOfFields = ["downside_semivariance"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_bipower_variation", {
                get: $util.oneOfGetter($oneOfFields = ["bipower_variation"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_jump_variation", {
                get: $util.oneOfGetter($oneOfFields = ["jump_variation"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_parkinson_variance", {
                get: $util.oneOfGetter($oneOfFields = ["parkinson_variance"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_garman_klass_variance", {
                get: $util.oneOfGetter($oneOfFields = ["garman_klass_variance"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_rogers_satchell_variance", {
                get: $util.oneOfGetter($oneOfFields = ["rogers_satchell_variance"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_up_ticks", {
                get: $util.oneOfGetter($oneOfFields = ["up_ticks"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_down_ticks", {
                get: $util.oneOfGetter($oneOfFields = ["down_ticks"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_buy_volume", {
                get: $util.oneOfGetter($oneOfFields = ["buy_volume"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_sell_volume", {
                get: $util.oneOfGetter($oneOfFields = ["sell_volume"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_signed_volume", {
                get: $util.oneOfGetter($oneOfFields = ["signed_volume"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_volume_imbalance", {
                get: $util.oneOfGetter($oneOfFields = ["volume_imbalance"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_spread", {
                get: $util.oneOfGetter($oneOfFields = ["spread"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_spread_bps", {
                get: $util.oneOfGetter($oneOfFields = ["spread_bps"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_microprice", {
                get: $util.oneOfGetter($oneOfFields = ["microprice"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_amihud", {
                get: $util.oneOfGetter($oneOfFields = ["amihud"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_roll_spread", {
                get: $util.oneOfGetter($oneOfFields = ["roll_spread"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_longest_silence_ms", {
                get: $util.oneOfGetter($oneOfFields = ["longest_silence_ms"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Features.prototype, "_coverage", {
                get: $util.oneOfGetter($oneOfFields = ["coverage"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Features message. Does not implicitly {@link market.v1.Features.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Features
             * @static
             * @param {market.v1.Features.$Properties} message Features message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Features.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ticker != null && $Object.hasOwnProperty.call(message, "ticker") && message.ticker !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.ticker);
                if (message.exchange != null && $Object.hasOwnProperty.call(message, "exchange"))
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.exchange);
                if (message.currency != null && $Object.hasOwnProperty.call(message, "currency"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.currency);
                if (message.quote_type != null && $Object.hasOwnProperty.call(message, "quote_type"))
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.quote_type);
                if (message.market_hours != null && $Object.hasOwnProperty.call(message, "market_hours"))
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.market_hours);
                if (message.window != null && $Object.hasOwnProperty.call(message, "window") && message.window !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.window);
                if (message.window_kind != null && $Object.hasOwnProperty.call(message, "window_kind") && message.window_kind !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.window_kind);
                if (message.window_start != null && $Object.hasOwnProperty.call(message, "window_start") && (typeof message.window_start === "object" ? message.window_start.low || message.window_start.high : message.window_start !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).int64(message.window_start);
                if (message.window_end != null && $Object.hasOwnProperty.call(message, "window_end") && (typeof message.window_end === "object" ? message.window_end.low || message.window_end.high : message.window_end !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).int64(message.window_end);
                if (message.first_time != null && $Object.hasOwnProperty.call(message, "first_time") && (typeof message.first_time === "object" ? message.first_time.low || message.first_time.high : message.first_time !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).int64(message.first_time);
                if (message.last_time != null && $Object.hasOwnProperty.call(message, "last_time") && (typeof message.last_time === "object" ? message.last_time.low || message.last_time.high : message.last_time !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).int64(message.last_time);
                if (message.ticks != null && $Object.hasOwnProperty.call(message, "ticks") && (typeof message.ticks === "object" ? message.ticks.low || message.ticks.high : message.ticks !== 0))
                    writer.uint32(/* id 12, wireType 0 =*/96).int64(message.ticks);
                if (message.open != null && $Object.hasOwnProperty.call(message, "open") && !$Object.is(message.open, 0))
                    writer.uint32(/* id 13, wireType 1 =*/105).double(message.open);
                if (message.high != null && $Object.hasOwnProperty.call(message, "high") && !$Object.is(message.high, 0))
                    writer.uint32(/* id 14, wireType 1 =*/113).double(message.high);
                if (message.low != null && $Object.hasOwnProperty.call(message, "low") && !$Object.is(message.low, 0))
                    writer.uint32(/* id 15, wireType 1 =*/121).double(message.low);
                if (message.close != null && $Object.hasOwnProperty.call(message, "close") && !$Object.is(message.close, 0))
                    writer.uint32(/* id 16, wireType 1 =*/129).double(message.close);
                if (message.mean != null && $Object.hasOwnProperty.call(message, "mean") && !$Object.is(message.mean, 0))
                    writer.uint32(/* id 17, wireType 1 =*/137).double(message.mean);
                if (message.volume != null && $Object.hasOwnProperty.call(message, "volume"))
                    writer.uint32(/* id 18, wireType 0 =*/144).int64(message.volume);
                if (message.inner_volume != null && $Object.hasOwnProperty.call(message, "inner_volume"))
                    writer.uint32(/* id 19, wireType 0 =*/152).int64(message.inner_volume);
                if (message.high_time != null && $Object.hasOwnProperty.call(message, "high_time"))
                    writer.uint32(/* id 20, wireType 0 =*/160).int64(message.high_time);
                if (message.low_time != null && $Object.hasOwnProperty.call(message, "low_time"))
                    writer.uint32(/* id 21, wireType 0 =*/168).int64(message.low_time);
                if (message.median != null && $Object.hasOwnProperty.call(message, "median"))
                    writer.uint32(/* id 22, wireType 1 =*/177).double(message.median);
                if (message.quantile_05 != null && $Object.hasOwnProperty.call(message, "quantile_05"))
                    writer.uint32(/* id 23, wireType 1 =*/185).double(message.quantile_05);
                if (message.quantile_25 != null && $Object.hasOwnProperty.call(message, "quantile_25"))
                    writer.uint32(/* id 24, wireType 1 =*/193).double(message.quantile_25);
                if (message.quantile_75 != null && $Object.hasOwnProperty.call(message, "quantile_75"))
                    writer.uint32(/* id 25, wireType 1 =*/201).double(message.quantile_75);
                if (message.quantile_95 != null && $Object.hasOwnProperty.call(message, "quantile_95"))
                    writer.uint32(/* id 26, wireType 1 =*/209).double(message.quantile_95);
                if (message.std != null && $Object.hasOwnProperty.call(message, "std"))
                    writer.uint32(/* id 27, wireType 1 =*/217).double(message.std);
                if (message.skewness != null && $Object.hasOwnProperty.call(message, "skewness"))
                    writer.uint32(/* id 28, wireType 1 =*/225).double(message.skewness);
                if (message.kurtosis != null && $Object.hasOwnProperty.call(message, "kurtosis"))
                    writer.uint32(/* id 29, wireType 1 =*/233).double(message.kurtosis);
                if (message.slope != null && $Object.hasOwnProperty.call(message, "slope"))
                    writer.uint32(/* id 30, wireType 1 =*/241).double(message.slope);
                if (message.twap != null && $Object.hasOwnProperty.call(message, "twap"))
                    writer.uint32(/* id 31, wireType 1 =*/249).double(message.twap);
                if (message.dollar_volume != null && $Object.hasOwnProperty.call(message, "dollar_volume"))
                    writer.uint32(/* id 32, wireType 1 =*/257).double(message.dollar_volume);
                if (message.vwap != null && $Object.hasOwnProperty.call(message, "vwap"))
                    writer.uint32(/* id 33, wireType 1 =*/265).double(message.vwap);
                if (message.log_return != null && $Object.hasOwnProperty.call(message, "log_return"))
                    writer.uint32(/* id 34, wireType 1 =*/273).double(message.log_return);
                if (message.realized_variance != null && $Object.hasOwnProperty.call(message, "realized_variance"))
                    writer.uint32(/* id 35, wireType 1 =*/281).double(message.realized_variance);
                if (message.upside_semivariance != null && $Object.hasOwnProperty.call(message, "upside_semivariance"))
                    writer.uint32(/* id 36, wireType 1 =*/289).double(message.upside_semivariance);
                if (message.downside_semivariance != null && $Object.hasOwnProperty.call(message, "downside_semivariance"))
                    writer.uint32(/* id 37, wireType 1 =*/297).double(message.downside_semivariance);
                if (message.bipower_variation != null && $Object.hasOwnProperty.call(message, "bipower_variation"))
                    writer.uint32(/* id 38, wireType 1 =*/305).double(message.bipower_variation);
                if (message.jump_variation != null && $Object.hasOwnProperty.call(message, "jump_variation"))
                    writer.uint32(/* id 39, wireType 1 =*/313).double(message.jump_variation);
                if (message.parkinson_variance != null && $Object.hasOwnProperty.call(message, "parkinson_variance"))
                    writer.uint32(/* id 40, wireType 1 =*/321).double(message.parkinson_variance);
                if (message.garman_klass_variance != null && $Object.hasOwnProperty.call(message, "garman_klass_variance"))
                    writer.uint32(/* id 41, wireType 1 =*/329).double(message.garman_klass_variance);
                if (message.rogers_satchell_variance != null && $Object.hasOwnProperty.call(message, "rogers_satchell_variance"))
                    writer.uint32(/* id 42, wireType 1 =*/337).double(message.rogers_satchell_variance);
                if (message.up_ticks != null && $Object.hasOwnProperty.call(message, "up_ticks"))
                    writer.uint32(/* id 43, wireType 0 =*/344).int64(message.up_ticks);
                if (message.down_ticks != null && $Object.hasOwnProperty.call(message, "down_ticks"))
                    writer.uint32(/* id 44, wireType 0 =*/352).int64(message.down_ticks);
                if (message.buy_volume != null && $Object.hasOwnProperty.call(message, "buy_volume"))
                    writer.uint32(/* id 45, wireType 0 =*/360).int64(message.buy_volume);
                if (message.sell_volume != null && $Object.hasOwnProperty.call(message, "sell_volume"))
                    writer.uint32(/* id 46, wireType 0 =*/368).int64(message.sell_volume);
                if (message.signed_volume != null && $Object.hasOwnProperty.call(message, "signed_volume"))
                    writer.uint32(/* id 47, wireType 0 =*/376).sint64(message.signed_volume);
                if (message.volume_imbalance != null && $Object.hasOwnProperty.call(message, "volume_imbalance"))
                    writer.uint32(/* id 48, wireType 1 =*/385).double(message.volume_imbalance);
                if (message.spread != null && $Object.hasOwnProperty.call(message, "spread"))
                    writer.uint32(/* id 49, wireType 1 =*/393).double(message.spread);
                if (message.spread_bps != null && $Object.hasOwnProperty.call(message, "spread_bps"))
                    writer.uint32(/* id 50, wireType 1 =*/401).double(message.spread_bps);
                if (message.microprice != null && $Object.hasOwnProperty.call(message, "microprice"))
                    writer.uint32(/* id 51, wireType 1 =*/409).double(message.microprice);
                if (message.amihud != null && $Object.hasOwnProperty.call(message, "amihud"))
                    writer.uint32(/* id 52, wireType 1 =*/417).double(message.amihud);
                if (message.roll_spread != null && $Object.hasOwnProperty.call(message, "roll_spread"))
                    writer.uint32(/* id 53, wireType 1 =*/425).double(message.roll_spread);
                if (message.longest_silence_ms != null && $Object.hasOwnProperty.call(message, "longest_silence_ms"))
                    writer.uint32(/* id 54, wireType 0 =*/432).int64(message.longest_silence_ms);
                if (message.coverage != null && $Object.hasOwnProperty.call(message, "coverage"))
                    writer.uint32(/* id 55, wireType 1 =*/441).double(message.coverage);
                if (message.custom != null && $Object.hasOwnProperty.call(message, "custom"))
                    for (let keys = $Object.keys(message.custom), i = 0; i < keys.length; ++i)
                        writer.uint32(/* id 100, wireType 2 =*/802).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 1 =*/17).double(message.custom[keys[i]]).ldelim();
                if (message.first_offset != null && $Object.hasOwnProperty.call(message, "first_offset") && (typeof message.first_offset === "object" ? message.first_offset.low || message.first_offset.high : message.first_offset !== 0))
                    writer.uint32(/* id 200, wireType 0 =*/1600).int64(message.first_offset);
                if (message.last_offset != null && $Object.hasOwnProperty.call(message, "last_offset") && (typeof message.last_offset === "object" ? message.last_offset.low || message.last_offset.high : message.last_offset !== 0))
                    writer.uint32(/* id 201, wireType 0 =*/1608).int64(message.last_offset);
                if (message.duplicate_ticks != null && $Object.hasOwnProperty.call(message, "duplicate_ticks") && (typeof message.duplicate_ticks === "object" ? message.duplicate_ticks.low || message.duplicate_ticks.high : message.duplicate_ticks !== 0))
                    writer.uint32(/* id 202, wireType 0 =*/1616).int64(message.duplicate_ticks);
                if (message.gap != null && $Object.hasOwnProperty.call(message, "gap") && message.gap !== false)
                    writer.uint32(/* id 203, wireType 0 =*/1624).bool(message.gap);
                if (message.partial != null && $Object.hasOwnProperty.call(message, "partial") && message.partial !== false)
                    writer.uint32(/* id 204, wireType 0 =*/1632).bool(message.partial);
                if (message.definition != null && $Object.hasOwnProperty.call(message, "definition") && message.definition !== "")
                    writer.uint32(/* id 205, wireType 2 =*/1642).string(message.definition);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Features message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Features
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Features & market.v1.Features.$Shape} Features
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Features.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Features();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.ticker = value;
                            else
                                delete message.ticker;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.exchange = reader.stringVerify();
                            message._exchange = "exchange";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.currency = reader.stringVerify();
                            message._currency = "currency";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.quote_type = reader.int32();
                            message._quote_type = "quote_type";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.market_hours = reader.int32();
                            message._market_hours = "market_hours";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.window = value;
                            else
                                delete message.window;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.window_kind = value;
                            else
                                delete message.window_kind;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.window_start = value;
                            else
                                delete message.window_start;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.window_end = value;
                            else
                                delete message.window_end;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.first_time = value;
                            else
                                delete message.first_time;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.last_time = value;
                            else
                                delete message.last_time;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.ticks = value;
                            else
                                delete message.ticks;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.open = value;
                            else
                                delete message.open;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.high = value;
                            else
                                delete message.high;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.low = value;
                            else
                                delete message.low;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.close = value;
                            else
                                delete message.close;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.mean = value;
                            else
                                delete message.mean;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 0)
                                break;
                            message.volume = reader.int64();
                            message._volume = "volume";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            message.inner_volume = reader.int64();
                            message._inner_volume = "inner_volume";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 0)
                                break;
                            message.high_time = reader.int64();
                            message._high_time = "high_time";
                            continue;
                        }
                    case 21: {
                            if (wireType !== 0)
                                break;
                            message.low_time = reader.int64();
                            message._low_time = "low_time";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 1)
                                break;
                            message.median = reader.double();
                            message._median = "median";
                            continue;
                        }
                    case 23: {
                            if (wireType !== 1)
                                break;
                            message.quantile_05 = reader.double();
                            message._quantile_05 = "quantile_05";
                            continue;
                        }
                    case 24: {
                            if (wireType !== 1)
                                break;
                            message.quantile_25 = reader.double();
                            message._quantile_25 = "quantile_25";
                            continue;
                        }
                    case 25: {
                            if (wireType !== 1)
                                break;
                            message.quantile_75 = reader.double();
                            message._quantile_75 = "quantile_75";
                            continue;
                        }
                    case 26: {
                            if (wireType !== 1)
                                break;
                            message.quantile_95 = reader.double();
                            message._quantile_95 = "quantile_95";
                            continue;
                        }
                    case 27: {
                            if (wireType !== 1)
                                break;
                            message.std = reader.double();
                            message._std = "std";
                            continue;
                        }
                    case 28: {
                            if (wireType !== 1)
                                break;
                            message.skewness = reader.double();
                            message._skewness = "skewness";
                            continue;
                        }
                    case 29: {
                            if (wireType !== 1)
                                break;
                            message.kurtosis = reader.double();
                            message._kurtosis = "kurtosis";
                            continue;
                        }
                    case 30: {
                            if (wireType !== 1)
                                break;
                            message.slope = reader.double();
                            message._slope = "slope";
                            continue;
                        }
                    case 31: {
                            if (wireType !== 1)
                                break;
                            message.twap = reader.double();
                            message._twap = "twap";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 1)
                                break;
                            message.dollar_volume = reader.double();
                            message._dollar_volume = "dollar_volume";
                            continue;
                        }
                    case 33: {
                            if (wireType !== 1)
                                break;
                            message.vwap = reader.double();
                            message._vwap = "vwap";
                            continue;
                        }
                    case 34: {
                            if (wireType !== 1)
                                break;
                            message.log_return = reader.double();
                            message._log_return = "log_return";
                            continue;
                        }
                    case 35: {
                            if (wireType !== 1)
                                break;
                            message.realized_variance = reader.double();
                            message._realized_variance = "realized_variance";
                            continue;
                        }
                    case 36: {
                            if (wireType !== 1)
                                break;
                            message.upside_semivariance = reader.double();
                            message._upside_semivariance = "upside_semivariance";
                            continue;
                        }
                    case 37: {
                            if (wireType !== 1)
                                break;
                            message.downside_semivariance = reader.double();
                            message._downside_semivariance = "downside_semivariance";
                            continue;
                        }
                    case 38: {
                            if (wireType !== 1)
                                break;
                            message.bipower_variation = reader.double();
                            message._bipower_variation = "bipower_variation";
                            continue;
                        }
                    case 39: {
                            if (wireType !== 1)
                                break;
                            message.jump_variation = reader.double();
                            message._jump_variation = "jump_variation";
                            continue;
                        }
                    case 40: {
                            if (wireType !== 1)
                                break;
                            message.parkinson_variance = reader.double();
                            message._parkinson_variance = "parkinson_variance";
                            continue;
                        }
                    case 41: {
                            if (wireType !== 1)
                                break;
                            message.garman_klass_variance = reader.double();
                            message._garman_klass_variance = "garman_klass_variance";
                            continue;
                        }
                    case 42: {
                            if (wireType !== 1)
                                break;
                            message.rogers_satchell_variance = reader.double();
                            message._rogers_satchell_variance = "rogers_satchell_variance";
                            continue;
                        }
                    case 43: {
                            if (wireType !== 0)
                                break;
                            message.up_ticks = reader.int64();
                            message._up_ticks = "up_ticks";
                            continue;
                        }
                    case 44: {
                            if (wireType !== 0)
                                break;
                            message.down_ticks = reader.int64();
                            message._down_ticks = "down_ticks";
                            continue;
                        }
                    case 45: {
                            if (wireType !== 0)
                                break;
                            message.buy_volume = reader.int64();
                            message._buy_volume = "buy_volume";
                            continue;
                        }
                    case 46: {
                            if (wireType !== 0)
                                break;
                            message.sell_volume = reader.int64();
                            message._sell_volume = "sell_volume";
                            continue;
                        }
                    case 47: {
                            if (wireType !== 0)
                                break;
                            message.signed_volume = reader.sint64();
                            message._signed_volume = "signed_volume";
                            continue;
                        }
                    case 48: {
                            if (wireType !== 1)
                                break;
                            message.volume_imbalance = reader.double();
                            message._volume_imbalance = "volume_imbalance";
                            continue;
                        }
                    case 49: {
                            if (wireType !== 1)
                                break;
                            message.spread = reader.double();
                            message._spread = "spread";
                            continue;
                        }
                    case 50: {
                            if (wireType !== 1)
                                break;
                            message.spread_bps = reader.double();
                            message._spread_bps = "spread_bps";
                            continue;
                        }
                    case 51: {
                            if (wireType !== 1)
                                break;
                            message.microprice = reader.double();
                            message._microprice = "microprice";
                            continue;
                        }
                    case 52: {
                            if (wireType !== 1)
                                break;
                            message.amihud = reader.double();
                            message._amihud = "amihud";
                            continue;
                        }
                    case 53: {
                            if (wireType !== 1)
                                break;
                            message.roll_spread = reader.double();
                            message._roll_spread = "roll_spread";
                            continue;
                        }
                    case 54: {
                            if (wireType !== 0)
                                break;
                            message.longest_silence_ms = reader.int64();
                            message._longest_silence_ms = "longest_silence_ms";
                            continue;
                        }
                    case 55: {
                            if (wireType !== 1)
                                break;
                            message.coverage = reader.double();
                            message._coverage = "coverage";
                            continue;
                        }
                    case 100: {
                            if (wireType !== 2)
                                break;
                            if (message.custom === $util.emptyObject)
                                message.custom = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = 0;
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 1)
                                        break;
                                    value = reader.double();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.custom, key);
                            message.custom[key] = value;
                            continue;
                        }
                    case 200: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.first_offset = value;
                            else
                                delete message.first_offset;
                            continue;
                        }
                    case 201: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.last_offset = value;
                            else
                                delete message.last_offset;
                            continue;
                        }
                    case 202: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.duplicate_ticks = value;
                            else
                                delete message.duplicate_ticks;
                            continue;
                        }
                    case 203: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.gap = value;
                            else
                                delete message.gap;
                            continue;
                        }
                    case 204: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.partial = value;
                            else
                                delete message.partial;
                            continue;
                        }
                    case 205: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.definition = value;
                            else
                                delete message.definition;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Features;
        })();

        v1.Checkpoint = (function() {

            /**
             * Properties of a Checkpoint.
             * @typedef {Object} market.v1.Checkpoint.$Properties
             * @property {number} [v] Checkpoint v
             * @property {number} [seq] Checkpoint seq
             * @property {number} [chunk] Checkpoint chunk
             * @property {boolean} [last] Checkpoint last
             * @property {boolean} [full] Checkpoint full
             * @property {string} [group] Checkpoint group
             * @property {string} [topic] Checkpoint topic
             * @property {number} [position] Checkpoint position
             * @property {number} [low_water] Checkpoint low_water
             * @property {number} [wait_ms] Checkpoint wait_ms
             * @property {Array.<market.v1.Checkpoint.Received.$Properties>} [received] Checkpoint received
             * @property {Array.<string>} [definitions] Checkpoint definitions
             * @property {Array.<market.v1.Checkpoint.Ticker.$Properties>} [tickers] Checkpoint tickers
             * @property {Array.<market.v1.Checkpoint.FutureLimit.$Properties>} [future_limits] Checkpoint future_limits
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Checkpoint.
             * @memberof market.v1
             * @interface ICheckpoint
             * @augments market.v1.Checkpoint.$Properties
             * @deprecated Use market.v1.Checkpoint.$Properties instead.
             */

            /**
             * Shape of a Checkpoint.
             * @typedef {market.v1.Checkpoint.$Properties} market.v1.Checkpoint.$Shape
             */

            /**
             * Constructs a new Checkpoint.
             * @memberof market.v1
             * @classdesc Represents a Checkpoint.
             * @constructor
             * @param {market.v1.Checkpoint.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Checkpoint = function (properties) {
                this.received = [];
                this.definitions = [];
                this.tickers = [];
                this.future_limits = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Checkpoint v.
             * @member {number} v
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.v = 0;

            /**
             * Checkpoint seq.
             * @member {number} seq
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Checkpoint chunk.
             * @member {number} chunk
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.chunk = 0;

            /**
             * Checkpoint last.
             * @member {boolean} last
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.last = false;

            /**
             * Checkpoint full.
             * @member {boolean} full
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.full = false;

            /**
             * Checkpoint group.
             * @member {string} group
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.group = "";

            /**
             * Checkpoint topic.
             * @member {string} topic
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.topic = "";

            /**
             * Checkpoint position.
             * @member {number} position
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.position = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Checkpoint low_water.
             * @member {number} low_water
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.low_water = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Checkpoint wait_ms.
             * @member {number} wait_ms
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.wait_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Checkpoint received.
             * @member {Array.<market.v1.Checkpoint.Received>} received
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.received = $util.emptyArray;

            /**
             * Checkpoint definitions.
             * @member {Array.<string>} definitions
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.definitions = $util.emptyArray;

            /**
             * Checkpoint tickers.
             * @member {Array.<market.v1.Checkpoint.Ticker>} tickers
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.tickers = $util.emptyArray;

            /**
             * Checkpoint future_limits.
             * @member {Array.<market.v1.Checkpoint.FutureLimit>} future_limits
             * @memberof market.v1.Checkpoint
             * @instance
             */
            Checkpoint.prototype.future_limits = $util.emptyArray;

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link market.v1.Checkpoint.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Checkpoint
             * @static
             * @param {market.v1.Checkpoint.$Properties} message Checkpoint message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Checkpoint.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.v != null && $Object.hasOwnProperty.call(message, "v") && message.v !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.v);
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.seq);
                if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk") && message.chunk !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.chunk);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last") && message.last !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.last);
                if (message.full != null && $Object.hasOwnProperty.call(message, "full") && message.full !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.full);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.group);
                if (message.topic != null && $Object.hasOwnProperty.call(message, "topic") && message.topic !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.topic);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && (typeof message.position === "object" ? message.position.low || message.position.high : message.position !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).int64(message.position);
                if (message.low_water != null && $Object.hasOwnProperty.call(message, "low_water") && (typeof message.low_water === "object" ? message.low_water.low || message.low_water.high : message.low_water !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).int64(message.low_water);
                if (message.wait_ms != null && $Object.hasOwnProperty.call(message, "wait_ms") && (typeof message.wait_ms === "object" ? message.wait_ms.low || message.wait_ms.high : message.wait_ms !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).int64(message.wait_ms);
                if (message.received != null && message.received.length)
                    for (let i = 0; i < message.received.length; ++i)
                        $root.market.v1.Checkpoint.Received.encode(message.received[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.definitions != null && message.definitions.length)
                    for (let i = 0; i < message.definitions.length; ++i)
                        writer.uint32(/* id 12, wireType 2 =*/98).string(message.definitions[i]);
                if (message.tickers != null && message.tickers.length)
                    for (let i = 0; i < message.tickers.length; ++i)
                        $root.market.v1.Checkpoint.Ticker.encode(message.tickers[i], writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.future_limits != null && message.future_limits.length)
                    for (let i = 0; i < message.future_limits.length; ++i)
                        $root.market.v1.Checkpoint.FutureLimit.encode(message.future_limits[i], writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Checkpoint
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Checkpoint & market.v1.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Checkpoint.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Checkpoint();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.v = value;
                            else
                                delete message.v;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.seq = value;
                            else
                                delete message.seq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.chunk = value;
                            else
                                delete message.chunk;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.last = value;
                            else
                                delete message.last;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.full = value;
                            else
                                delete message.full;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.topic = value;
                            else
                                delete message.topic;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.low_water = value;
                            else
                                delete message.low_water;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.wait_ms = value;
                            else
                                delete message.wait_ms;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.received && message.received.length))
                                message.received = [];
                            message.received.push($root.market.v1.Checkpoint.Received.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.definitions && message.definitions.length))
                                message.definitions = [];
                            message.definitions.push(reader.stringVerify());
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if (!(message.tickers && message.tickers.length))
                                message.tickers = [];
                            message.tickers.push($root.market.v1.Checkpoint.Ticker.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if (!(message.future_limits && message.future_limits.length))
                                message.future_limits = [];
                            message.future_limits.push($root.market.v1.Checkpoint.FutureLimit.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Checkpoint.FutureLimit = (function() {

                /**
                 * Properties of a FutureLimit.
                 * @typedef {Object} market.v1.Checkpoint.FutureLimit.$Properties
                 * @property {number} [offset] FutureLimit offset
                 * @property {number} [max_future_ms] FutureLimit max_future_ms
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a FutureLimit.
                 * @memberof market.v1.Checkpoint
                 * @interface IFutureLimit
                 * @augments market.v1.Checkpoint.FutureLimit.$Properties
                 * @deprecated Use market.v1.Checkpoint.FutureLimit.$Properties instead.
                 */

                /**
                 * Shape of a FutureLimit.
                 * @typedef {market.v1.Checkpoint.FutureLimit.$Properties} market.v1.Checkpoint.FutureLimit.$Shape
                 */

                /**
                 * Constructs a new FutureLimit.
                 * @memberof market.v1.Checkpoint
                 * @classdesc Represents a FutureLimit.
                 * @constructor
                 * @param {market.v1.Checkpoint.FutureLimit.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const FutureLimit = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * FutureLimit offset.
                 * @member {number} offset
                 * @memberof market.v1.Checkpoint.FutureLimit
                 * @instance
                 */
                FutureLimit.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * FutureLimit max_future_ms.
                 * @member {number} max_future_ms
                 * @memberof market.v1.Checkpoint.FutureLimit
                 * @instance
                 */
                FutureLimit.prototype.max_future_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Encodes the specified FutureLimit message. Does not implicitly {@link market.v1.Checkpoint.FutureLimit.verify|verify} messages.
                 * @function encode
                 * @memberof market.v1.Checkpoint.FutureLimit
                 * @static
                 * @param {market.v1.Checkpoint.FutureLimit.$Properties} message FutureLimit message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                FutureLimit.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).int64(message.offset);
                    if (message.max_future_ms != null && $Object.hasOwnProperty.call(message, "max_future_ms") && (typeof message.max_future_ms === "object" ? message.max_future_ms.low || message.max_future_ms.high : message.max_future_ms !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).int64(message.max_future_ms);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a FutureLimit message from the specified reader or buffer.
                 * @function decode
                 * @memberof market.v1.Checkpoint.FutureLimit
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.FutureLimit & market.v1.Checkpoint.FutureLimit.$Shape} FutureLimit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                FutureLimit.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.market.v1.Checkpoint.FutureLimit();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.max_future_ms = value;
                                else
                                    delete message.max_future_ms;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FutureLimit;
            })();

            Checkpoint.Received = (function() {

                /**
                 * Properties of a Received.
                 * @typedef {Object} market.v1.Checkpoint.Received.$Properties
                 * @property {number} [offset] Received offset
                 * @property {number} [time] Received time
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Received.
                 * @memberof market.v1.Checkpoint
                 * @interface IReceived
                 * @augments market.v1.Checkpoint.Received.$Properties
                 * @deprecated Use market.v1.Checkpoint.Received.$Properties instead.
                 */

                /**
                 * Shape of a Received.
                 * @typedef {market.v1.Checkpoint.Received.$Properties} market.v1.Checkpoint.Received.$Shape
                 */

                /**
                 * Constructs a new Received.
                 * @memberof market.v1.Checkpoint
                 * @classdesc Represents a Received.
                 * @constructor
                 * @param {market.v1.Checkpoint.Received.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Received = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Received offset.
                 * @member {number} offset
                 * @memberof market.v1.Checkpoint.Received
                 * @instance
                 */
                Received.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Received time.
                 * @member {number} time
                 * @memberof market.v1.Checkpoint.Received
                 * @instance
                 */
                Received.prototype.time = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Encodes the specified Received message. Does not implicitly {@link market.v1.Checkpoint.Received.verify|verify} messages.
                 * @function encode
                 * @memberof market.v1.Checkpoint.Received
                 * @static
                 * @param {market.v1.Checkpoint.Received.$Properties} message Received message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Received.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).int64(message.offset);
                    if (message.time != null && $Object.hasOwnProperty.call(message, "time") && (typeof message.time === "object" ? message.time.low || message.time.high : message.time !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).int64(message.time);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Received message from the specified reader or buffer.
                 * @function decode
                 * @memberof market.v1.Checkpoint.Received
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.Received & market.v1.Checkpoint.Received.$Shape} Received
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Received.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.market.v1.Checkpoint.Received();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.time = value;
                                else
                                    delete message.time;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Received;
            })();

            Checkpoint.Ticker = (function() {

                /**
                 * Properties of a Ticker.
                 * @typedef {Object} market.v1.Checkpoint.Ticker.$Properties
                 * @property {string} [ticker] Ticker ticker
                 * @property {number|null} [watermark] Ticker watermark
                 * @property {number} [settled_at] Ticker settled_at
                 * @property {number} [latest_time] Ticker latest_time
                 * @property {number|null} [hour] Ticker hour
                 * @property {number|null} [lead] Ticker lead
                 * @property {number|null} [previous_lead] Ticker previous_lead
                 * @property {number|null} [open_gap] Ticker open_gap
                 * @property {Array.<market.v1.Checkpoint.Gap.$Properties>} [gaps] Ticker gaps
                 * @property {Array.<market.v1.Checkpoint.Carry.$Properties>} [carries] Ticker carries
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Ticker.
                 * @memberof market.v1.Checkpoint
                 * @interface ITicker
                 * @augments market.v1.Checkpoint.Ticker.$Properties
                 * @deprecated Use market.v1.Checkpoint.Ticker.$Properties instead.
                 */

                /**
                 * Shape of a Ticker.
                 * @typedef {market.v1.Checkpoint.Ticker.$Properties} market.v1.Checkpoint.Ticker.$Shape
                 */

                /**
                 * Constructs a new Ticker.
                 * @memberof market.v1.Checkpoint
                 * @classdesc Represents a Ticker.
                 * @constructor
                 * @param {market.v1.Checkpoint.Ticker.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Ticker = function (properties) {
                    this.gaps = [];
                    this.carries = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Ticker ticker.
                 * @member {string} ticker
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.ticker = "";

                /**
                 * Ticker watermark.
                 * @member {number|null} watermark
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.watermark = null;

                /**
                 * Ticker settled_at.
                 * @member {number} settled_at
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.settled_at = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Ticker latest_time.
                 * @member {number} latest_time
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.latest_time = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Ticker hour.
                 * @member {number|null} hour
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.hour = null;

                /**
                 * Ticker lead.
                 * @member {number|null} lead
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.lead = null;

                /**
                 * Ticker previous_lead.
                 * @member {number|null} previous_lead
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.previous_lead = null;

                /**
                 * Ticker open_gap.
                 * @member {number|null} open_gap
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.open_gap = null;

                /**
                 * Ticker gaps.
                 * @member {Array.<market.v1.Checkpoint.Gap>} gaps
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.gaps = $util.emptyArray;

                /**
                 * Ticker carries.
                 * @member {Array.<market.v1.Checkpoint.Carry>} carries
                 * @memberof market.v1.Checkpoint.Ticker
                 * @instance
                 */
                Ticker.prototype.carries = $util.emptyArray;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Ticker.prototype, "_watermark", {
                    get: $util.oneOfGetter($oneOfFields = ["watermark"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Ticker.prototype, "_hour", {
                    get: $util.oneOfGetter($oneOfFields = ["hour"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Ticker.prototype, "_lead", {
                    get: $util.oneOfGetter($oneOfFields = ["lead"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Ticker.prototype, "_previous_lead", {
                    get: $util.oneOfGetter($oneOfFields = ["previous_lead"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Ticker.prototype, "_open_gap", {
                    get: $util.oneOfGetter($oneOfFields = ["open_gap"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Ticker message. Does not implicitly {@link market.v1.Checkpoint.Ticker.verify|verify} messages.
                 * @function encode
                 * @memberof market.v1.Checkpoint.Ticker
                 * @static
                 * @param {market.v1.Checkpoint.Ticker.$Properties} message Ticker message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Ticker.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.ticker != null && $Object.hasOwnProperty.call(message, "ticker") && message.ticker !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.ticker);
                    if (message.watermark != null && $Object.hasOwnProperty.call(message, "watermark"))
                        writer.uint32(/* id 2, wireType 0 =*/16).int64(message.watermark);
                    if (message.settled_at != null && $Object.hasOwnProperty.call(message, "settled_at") && (typeof message.settled_at === "object" ? message.settled_at.low || message.settled_at.high : message.settled_at !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.settled_at);
                    if (message.hour != null && $Object.hasOwnProperty.call(message, "hour"))
                        writer.uint32(/* id 4, wireType 0 =*/32).int64(message.hour);
                    if (message.lead != null && $Object.hasOwnProperty.call(message, "lead"))
                        writer.uint32(/* id 5, wireType 0 =*/40).sint64(message.lead);
                    if (message.previous_lead != null && $Object.hasOwnProperty.call(message, "previous_lead"))
                        writer.uint32(/* id 6, wireType 0 =*/48).sint64(message.previous_lead);
                    if (message.open_gap != null && $Object.hasOwnProperty.call(message, "open_gap"))
                        writer.uint32(/* id 7, wireType 0 =*/56).int64(message.open_gap);
                    if (message.gaps != null && message.gaps.length)
                        for (let i = 0; i < message.gaps.length; ++i)
                            $root.market.v1.Checkpoint.Gap.encode(message.gaps[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.carries != null && message.carries.length)
                        for (let i = 0; i < message.carries.length; ++i)
                            $root.market.v1.Checkpoint.Carry.encode(message.carries[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.latest_time != null && $Object.hasOwnProperty.call(message, "latest_time") && (typeof message.latest_time === "object" ? message.latest_time.low || message.latest_time.high : message.latest_time !== 0))
                        writer.uint32(/* id 10, wireType 0 =*/80).int64(message.latest_time);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Ticker message from the specified reader or buffer.
                 * @function decode
                 * @memberof market.v1.Checkpoint.Ticker
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.Ticker & market.v1.Checkpoint.Ticker.$Shape} Ticker
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Ticker.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.market.v1.Checkpoint.Ticker();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.ticker = value;
                                else
                                    delete message.ticker;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                message.watermark = reader.int64();
                                message._watermark = "watermark";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.settled_at = value;
                                else
                                    delete message.settled_at;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.latest_time = value;
                                else
                                    delete message.latest_time;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                message.hour = reader.int64();
                                message._hour = "hour";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                message.lead = reader.sint64();
                                message._lead = "lead";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                message.previous_lead = reader.sint64();
                                message._previous_lead = "previous_lead";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                message.open_gap = reader.int64();
                                message._open_gap = "open_gap";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.gaps && message.gaps.length))
                                    message.gaps = [];
                                message.gaps.push($root.market.v1.Checkpoint.Gap.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.carries && message.carries.length))
                                    message.carries = [];
                                message.carries.push($root.market.v1.Checkpoint.Carry.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Ticker;
            })();

            Checkpoint.Gap = (function() {

                /**
                 * Properties of a Gap.
                 * @typedef {Object} market.v1.Checkpoint.Gap.$Properties
                 * @property {number} [from] Gap from
                 * @property {number} [to] Gap to
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Gap.
                 * @memberof market.v1.Checkpoint
                 * @interface IGap
                 * @augments market.v1.Checkpoint.Gap.$Properties
                 * @deprecated Use market.v1.Checkpoint.Gap.$Properties instead.
                 */

                /**
                 * Shape of a Gap.
                 * @typedef {market.v1.Checkpoint.Gap.$Properties} market.v1.Checkpoint.Gap.$Shape
                 */

                /**
                 * Constructs a new Gap.
                 * @memberof market.v1.Checkpoint
                 * @classdesc Represents a Gap.
                 * @constructor
                 * @param {market.v1.Checkpoint.Gap.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Gap = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Gap from.
                 * @member {number} from
                 * @memberof market.v1.Checkpoint.Gap
                 * @instance
                 */
                Gap.prototype.from = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Gap to.
                 * @member {number} to
                 * @memberof market.v1.Checkpoint.Gap
                 * @instance
                 */
                Gap.prototype.to = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Encodes the specified Gap message. Does not implicitly {@link market.v1.Checkpoint.Gap.verify|verify} messages.
                 * @function encode
                 * @memberof market.v1.Checkpoint.Gap
                 * @static
                 * @param {market.v1.Checkpoint.Gap.$Properties} message Gap message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Gap.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.from != null && $Object.hasOwnProperty.call(message, "from") && (typeof message.from === "object" ? message.from.low || message.from.high : message.from !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).int64(message.from);
                    if (message.to != null && $Object.hasOwnProperty.call(message, "to") && (typeof message.to === "object" ? message.to.low || message.to.high : message.to !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).int64(message.to);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Gap message from the specified reader or buffer.
                 * @function decode
                 * @memberof market.v1.Checkpoint.Gap
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.Gap & market.v1.Checkpoint.Gap.$Shape} Gap
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Gap.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.market.v1.Checkpoint.Gap();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.from = value;
                                else
                                    delete message.from;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.to = value;
                                else
                                    delete message.to;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Gap;
            })();

            Checkpoint.Carry = (function() {

                /**
                 * Properties of a Carry.
                 * @typedef {Object} market.v1.Checkpoint.Carry.$Properties
                 * @property {number} [definition] Carry definition
                 * @property {string|null} [exchange] Carry exchange
                 * @property {number|null} [session] Carry session
                 * @property {number|null} [counter] Carry counter
                 * @property {number|null} [starts_at] Carry starts_at
                 * @property {number|null} [price] Carry price
                 * @property {number|null} [sign] Carry sign
                 * @property {number|null} [closed_through] Carry closed_through
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Carry.
                 * @memberof market.v1.Checkpoint
                 * @interface ICarry
                 * @augments market.v1.Checkpoint.Carry.$Properties
                 * @deprecated Use market.v1.Checkpoint.Carry.$Properties instead.
                 */

                /**
                 * Shape of a Carry.
                 * @typedef {market.v1.Checkpoint.Carry.$Properties} market.v1.Checkpoint.Carry.$Shape
                 */

                /**
                 * Constructs a new Carry.
                 * @memberof market.v1.Checkpoint
                 * @classdesc Represents a Carry.
                 * @constructor
                 * @param {market.v1.Checkpoint.Carry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Carry = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Carry definition.
                 * @member {number} definition
                 * @memberof market.v1.Checkpoint.Carry
                 * @instance
                 */
                Carry.prototype.definition = 0;

                /**
                 * Carry exchange.
                 * @member {string|null} exchange
                 * @memberof market.v1.Checkpoint.Carry
                 * @instance
                 */
                Carry.prototype.exchange = null;

                /**
                 * Carry session.
                 * @member {number|null} session
                 * @memberof market.v1.Checkpoint.Carry
                 * @instance
                 */
                Carry.prototype.session = null;

                /**
                 * Carry counter.
                 * @member {number|null} counter
                 * @memberof market.v1.Checkpoint.Carry
                 * @instance
                 */
                Carry.prototype.counter = null;

                /**
                 * Carry starts_at.
                 * @member {number|null} starts_at
                 * @memberof market.v1.Checkpoint.Carry
                 * @instance
                 */
                Carry.prototype.starts_at = null;

                /**
                 * Carry price.
                 * @member {number|null} price
                 * @memberof market.v1.Checkpoint.Carry
                 * @instance
                 */
                Carry.prototype.price = null;

                /**
                 * Carry sign.
                 * @member {number|null} sign
                 * @memberof market.v1.Checkpoint.Carry
                 * @instance
                 */
                Carry.prototype.sign = null;

                /**
                 * Carry closed_through.
                 * @member {number|null} closed_through
                 * @memberof market.v1.Checkpoint.Carry
                 * @instance
                 */
                Carry.prototype.closed_through = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Carry.prototype, "_exchange", {
                    get: $util.oneOfGetter($oneOfFields = ["exchange"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Carry.prototype, "_session", {
                    get: $util.oneOfGetter($oneOfFields = ["session"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Carry.prototype, "_counter", {
                    get: $util.oneOfGetter($oneOfFields = ["counter"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Carry.prototype, "_starts_at", {
                    get: $util.oneOfGetter($oneOfFields = ["starts_at"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Carry.prototype, "_price", {
                    get: $util.oneOfGetter($oneOfFields = ["price"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Carry.prototype, "_sign", {
                    get: $util.oneOfGetter($oneOfFields = ["sign"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Carry.prototype, "_closed_through", {
                    get: $util.oneOfGetter($oneOfFields = ["closed_through"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Carry message. Does not implicitly {@link market.v1.Checkpoint.Carry.verify|verify} messages.
                 * @function encode
                 * @memberof market.v1.Checkpoint.Carry
                 * @static
                 * @param {market.v1.Checkpoint.Carry.$Properties} message Carry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Carry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.definition != null && $Object.hasOwnProperty.call(message, "definition") && message.definition !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.definition);
                    if (message.exchange != null && $Object.hasOwnProperty.call(message, "exchange"))
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.exchange);
                    if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                        writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.session);
                    if (message.counter != null && $Object.hasOwnProperty.call(message, "counter"))
                        writer.uint32(/* id 4, wireType 0 =*/32).int64(message.counter);
                    if (message.starts_at != null && $Object.hasOwnProperty.call(message, "starts_at"))
                        writer.uint32(/* id 5, wireType 0 =*/40).int64(message.starts_at);
                    if (message.price != null && $Object.hasOwnProperty.call(message, "price"))
                        writer.uint32(/* id 6, wireType 1 =*/49).double(message.price);
                    if (message.sign != null && $Object.hasOwnProperty.call(message, "sign"))
                        writer.uint32(/* id 7, wireType 0 =*/56).sint32(message.sign);
                    if (message.closed_through != null && $Object.hasOwnProperty.call(message, "closed_through"))
                        writer.uint32(/* id 8, wireType 0 =*/64).int64(message.closed_through);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Carry message from the specified reader or buffer.
                 * @function decode
                 * @memberof market.v1.Checkpoint.Carry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {market.v1.Checkpoint.Carry & market.v1.Checkpoint.Carry.$Shape} Carry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Carry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.market.v1.Checkpoint.Carry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.definition = value;
                                else
                                    delete message.definition;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.exchange = reader.stringVerify();
                                message._exchange = "exchange";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                message.session = reader.sint64();
                                message._session = "session";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                message.counter = reader.int64();
                                message._counter = "counter";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                message.starts_at = reader.int64();
                                message._starts_at = "starts_at";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                message.price = reader.double();
                                message._price = "price";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                message.sign = reader.sint32();
                                message._sign = "sign";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                message.closed_through = reader.int64();
                                message._closed_through = "closed_through";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Carry;
            })();

            return Checkpoint;
        })();

        return v1;
    })();

    return market;
})();

export {
  $root as default
};
